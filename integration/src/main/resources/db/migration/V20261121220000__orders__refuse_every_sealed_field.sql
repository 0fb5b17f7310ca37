-- An erased buyer must not come back in parts either: any sealed field is refused, not the name alone.
create or replace function orders.refuse_erased() returns trigger language plpgsql as $$
begin
  if num_nonnulls(new.sealed_name, new.sealed_address, new.sealed_phone, new.sealed_email, new.sealed_masked) > 0
      and exists (
        select from orders.erasure_tombstone t
        where t.seller_id = new.seller_id and t.channel = new.channel and t.channel_number = new.channel_number) then
    raise exception 'the buyer of order % was erased', new.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
