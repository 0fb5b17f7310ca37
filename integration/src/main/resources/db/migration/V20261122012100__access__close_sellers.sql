-- A seller that has left: nobody signs in for it, and nothing is written for it any more.
alter table access.seller add column closed_at timestamptz;
grant update (closed_at) on access.seller to lockkeeper_portal;

-- What a deletion case takes away. Row security holds each deletion to one seller, as it does each change.
grant delete on orders.sales_order, orders.delivery, orders.unreadable_delivery, orders.comparison,
  orders.erasure_tombstone, retention.buyer_retention, credentials.grant_of_seller,
  credentials.connection_ending, access.notice, access.notice_mail to lockkeeper_portal;

-- The second wall behind the application's own check: what comes late for a seller that has left, or over a connection
-- that has ended and that no other has followed, is not written, whoever writes.
create function orders.refuse_closed() returns trigger language plpgsql as $$
begin
  if exists (select from access.seller s where s.seller_id = new.seller_id and s.closed_at is not null) then
    raise exception 'seller % has left', new.seller_id using errcode = 'integrity_constraint_violation';
  end if;
  if exists (
      select from credentials.grant_of_seller g
      where g.seller_id = new.seller_id and g.id = new.connection_id and g.standing = 'REVOKED'
        and not exists (
          select from credentials.grant_of_seller next
          where next.seller_id = g.seller_id and next.platform = g.platform and next.account = g.account
            and next.standing <> 'REVOKED')) then
    raise exception 'connection % has ended', new.connection_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger refuse_closed before insert on orders.sales_order
  for each row execute function orders.refuse_closed();
