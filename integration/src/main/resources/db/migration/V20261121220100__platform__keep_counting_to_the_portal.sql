-- Only the owner of a function can say who may call it; said by anybody else, it is a warning without effect.
set role lockkeeper_counter;
revoke execute on function
  access.seller_ids(),
  retention.sellers_with_due(timestamptz, integer),
  retention.forecast(date, integer),
  retention.backlog(timestamptz),
  keys.live_order_keys(text)
  from public;
grant execute on function
  access.seller_ids(),
  retention.sellers_with_due(timestamptz, integer),
  retention.forecast(date, integer),
  retention.backlog(timestamptz),
  keys.live_order_keys(text)
  to lockkeeper_portal;
set role lockkeeper_owner;
