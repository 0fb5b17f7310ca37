'use strict';
// The card of the pretend TikTok Shop; it asks the control API every two seconds.
(() => {
  const byId = id => document.getElementById(id);
  let shops = [];
  let shown = '';

  async function api(method, path, body) {
    const answer = await fetch('/control/tiktok/' + path, {
      method,
      headers: body === undefined ? {} : {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.error || 'The sandbox answered ' + answer.status + '.');
    return json;
  }

  async function act(work) {
    const error = byId('tiktok-error');
    try {
      await work();
      error.hidden = true;
      await refresh();
    } catch (e) {
      error.textContent = e.message;
      error.hidden = false;
    }
  }

  function cell(row, ...children) {
    const td = document.createElement('td');
    td.append(...children);
    row.append(td);
  }

  function step(id, label, path, body) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.setAttribute('aria-label', label + ' ' + id);
    button.addEventListener('click', () => act(() => api('POST', 'orders/' + id + '/' + path, body)));
    return button;
  }

  function draw(orders) {
    const now = JSON.stringify(orders);
    if (now === shown) return;
    shown = now;
    byId('tiktok-orders').replaceChildren(...orders.slice(0, 10).map(order => {
      const row = document.createElement('tr');
      cell(row, order.id);
      cell(row, order.status + (order.wantsCancel ? ', wants to cancel' : ''));
      cell(row, String(order.units.length));
      cell(row, [...new Set(order.units.map(unit => unit.tracking).filter(Boolean))].join(', ') || '–');
      const steps = [];
      if (order.status === 'UNPAID') steps.push(step(order.id, 'Pay', 'move', {to: 'ON_HOLD'}));
      if (order.status === 'ON_HOLD') steps.push(step(order.id, 'Release', 'move', {to: 'AWAITING_SHIPMENT'}));
      if (order.status === 'AWAITING_SHIPMENT' && !order.wantsCancel) steps.push(step(order.id, 'Ask to cancel', 'request-cancel', {}));
      if (order.status === 'AWAITING_SHIPMENT') steps.push(step(order.id, order.masked ? 'Unmask' : 'Mask', 'mask', {masked: !order.masked}));
      cell(row, ...steps);
      return row;
    }));
  }

  function options(select, values) {
    select.replaceChildren(...values.map(([value, label]) => {
      const option = document.createElement('option');
      option.value = value;
      option.textContent = label;
      return option;
    }));
  }

  function products() {
    const shop = shops.find(one => one.id === byId('tiktok-shop').value);
    if (shop) options(byId('tiktok-sku'), shop.products.map(product => [product.sku, product.sku]));
  }

  async function refresh() {
    const fresh = await api('GET', 'shops');
    if (fresh.length !== shops.length) {
      shops = fresh;
      options(byId('tiktok-shop'), shops.map(shop => [shop.id, shop.name]));
      products();
    }
    shops = fresh;
    byId('tiktok').hidden = shops.length === 0;
    const chosen = shops.find(shop => shop.id === byId('tiktok-shop').value);
    byId('tiktok-grant').textContent = chosen && chosen.authorized ? 'Authorized' : 'Not authorized';
    if (shops.length > 0) draw(await api('GET', 'orders'));
  }

  byId('tiktok-shop').addEventListener('change', () => act(async () => products()));
  byId('tiktok-form').addEventListener('submit', event => {
    event.preventDefault();
    act(() => api('POST', 'orders', {
      shop: byId('tiktok-shop').value,
      status: byId('tiktok-status').value,
      lines: [{sku: byId('tiktok-sku').value, quantity: Number(byId('tiktok-units').value)}],
    }));
  });
  byId('tiktok-deauthorize').addEventListener('click', () =>
    act(() => api('POST', 'shops/' + byId('tiktok-shop').value + '/deauthorize', {})));
  const tick = () => refresh().catch(() => {}).finally(() => setTimeout(tick, 2000));
  tick();
})();
