-- Came back is not the same as given up: a claim can be made for the one and not for the other.
alter table orders.sales_order drop constraint sales_order_status_check;
alter table orders.sales_order add constraint sales_order_status_check
  check (status in ('RECEIVED', 'PLACING', 'ROUTED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'LOST', 'RETURNED'));
