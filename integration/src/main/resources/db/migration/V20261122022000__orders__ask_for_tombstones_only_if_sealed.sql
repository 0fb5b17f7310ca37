-- The wall against an erased buyer's return is asked only where something sealed is written: a strip
-- writes none, and asked for each of its rows that it is let through.
drop trigger refuse_erased on orders.sales_order;
create trigger refuse_erased before insert or update of sealed_name, sealed_address, sealed_phone, sealed_email, sealed_masked
  on orders.sales_order for each row
  when (num_nonnulls(new.sealed_name, new.sealed_address, new.sealed_phone, new.sealed_email, new.sealed_masked) > 0)
  execute function orders.refuse_erased();
