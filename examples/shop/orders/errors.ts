import { bizCode, defineError } from 'tricord';

/** The order that was asked for is not there. */
export const orderNotFound = defineError({
  code: 'NotFound',
  bizCode: bizCode(101, 1, 1),
  reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
  message: 'Order {id} does not exist.',
});
