export default { service: { name: 'orders' };
