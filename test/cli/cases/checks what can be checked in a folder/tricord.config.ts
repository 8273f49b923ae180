export default { service: { name: 'orders' }, metrics: ['./metrics.ts'] };
