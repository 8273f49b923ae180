export default { service: { name: 'orders' }, metircs: [] };
