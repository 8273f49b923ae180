import { createRequire } from 'node:module';
import amqp from 'amqplib';
import { describe } from 'vitest';
import { testAmqplibAdapter } from '../support/amqplib-adapter.js';
import { describeWith } from '../support/programs.js';

// The older major has no types of its own.
const amqp0 = createRequire(import.meta.url)('amqplib-0') as typeof amqp;

describeWith(['rabbitmq-server', 'epmd'], 'on a real RabbitMQ', () => {
  describe('with amqplib 2', () => testAmqplibAdapter((url) => amqp.connect(url)));
  describe('with amqplib 0.10', () => testAmqplibAdapter((url) => amqp0.connect(url)));
});
