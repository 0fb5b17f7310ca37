-- Who of ours looks at whose pages is kept from work for a person of a seller, like all that is of our own people.
create policy staff_by_staff on access.seller_view as restrictive to lockkeeper_portal
  using (seller_id <> '00000000-0000-0000-0000-000000000000'
    or coalesce(current_setting('app.acting', true), '') <> 'SELLER');
