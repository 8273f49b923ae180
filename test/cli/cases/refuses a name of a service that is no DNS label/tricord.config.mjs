export default { service: { name: 'My Orders' } };
