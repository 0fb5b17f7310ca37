-- The planner keeps samples of what columns hold, and a sample outlives its row until the next one is taken.
-- Of sealed fields, wrapped keys and look-up tokens none is taken: what is erased is nowhere else.
alter table orders.sales_order
  alter column sealed_name set statistics 0,
  alter column sealed_address set statistics 0,
  alter column sealed_phone set statistics 0,
  alter column sealed_email set statistics 0,
  alter column sealed_masked set statistics 0;
alter table keys.order_key
  alter column wrapped set statistics 0,
  alter column commitment set statistics 0;
alter table keys.seller_key
  alter column wrapped set statistics 0;
alter table keys.look_up_token
  alter column token set statistics 0;
