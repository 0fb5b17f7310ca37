-- What a channel waits for, it waits for until an instant: a buyer's wish to cancel, for one.
alter table orders.sales_order add column trouble_deadline timestamptz;

-- Which units are in which parcel, as the network says it: a channel that counts single units has to be told.
alter table orders.parcel
  add column contents_skus text[] not null default '{}',
  add column contents_units integer[] not null default '{}',
  add check (cardinality(contents_skus) = cardinality(contents_units));
