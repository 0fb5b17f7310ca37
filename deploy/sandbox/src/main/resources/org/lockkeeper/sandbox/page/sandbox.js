'use strict';
// The page asks the control API each second and redraws only the rows that have changed, so that
// nothing flickers and the keyboard keeps its place.
(() => {
  const byId = id => document.getElementById(id);
  const OWN = 'own';
  let setup = null;
  let lastNow = 0;

  function el(name, props = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === 'class') node.className = value;
      else if (key === 'on') node.addEventListener('click', value);
      else node.setAttribute(key, value === true ? '' : value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined));
    return node;
  }

  async function api(method, path, body) {
    const answer = await fetch('/control/' + path, {
      method,
      headers: body === undefined ? {} : {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.error || 'The sandbox answered ' + answer.status + '.');
    return json;
  }

  let toastTimer;
  function toast(text) {
    byId('toast').textContent = text;
    byId('toast').classList.add('shown');
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => byId('toast').classList.remove('shown'), 3000);
  }

  // Does something, says so, and shows what went wrong next to where it was asked for.
  async function act(errorId, work, done) {
    const error = byId(errorId);
    try {
      const result = await work();
      error.hidden = true;
      if (done) toast(typeof done === 'function' ? done(result) : done);
      await refresh();
    } catch (e) {
      error.textContent = e instanceof TypeError ? 'The sandbox does not answer. Is it still running?' : e.message;
      error.hidden = false;
    }
  }

  const pad = n => String(n).padStart(2, '0');
  function stamp(iso, seconds = false) {
    const d = new Date(iso);
    const day = d.getUTCFullYear() + '-' + pad(d.getUTCMonth() + 1) + '-' + pad(d.getUTCDate());
    return day + ' ' + pad(d.getUTCHours()) + ':' + pad(d.getUTCMinutes()) + (seconds ? ':' + pad(d.getUTCSeconds()) : '');
  }
  function ago(iso) {
    const s = Math.max(0, Math.round((lastNow - Date.parse(iso)) / 1000));
    if (s < 60) return 'just now';
    if (s < 3600) return Math.floor(s / 60) + ' min ago';
    if (s < 86400) return Math.floor(s / 3600) + ' h ago';
    return Math.floor(s / 86400) + ' d ago';
  }
  function when(iso) {
    return el('time', {datetime: iso, title: stamp(iso, true) + ' UTC', class: 'nowrap'}, ago(iso));
  }
  const tag = (word, colour) => el('span', {class: 'tag ' + colour}, word);

  function button(label, aria, key, on) {
    return el('button', {type: 'button', 'aria-label': aria, 'data-focus': key, on}, label);
  }

  // Keyed rows: a row is drawn again only if what it shows has changed.
  function rows(bodyId, items, keyOf, draw) {
    const body = byId(bodyId);
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const known = new Map([...body.children].map(row => [row.dataset.key, row]));
    const wanted = [];
    for (const item of items) {
      const key = String(keyOf(item));
      const signature = JSON.stringify(item) + (item.aging ?? '');
      let row = known.get(key);
      if (!row || row.dataset.signature !== signature) {
        row = draw(item);
        row.dataset.key = key;
        row.dataset.signature = signature;
      }
      wanted.push(row);
    }
    if (wanted.length === 0) {
      const columns = body.closest('table')?.querySelectorAll('th').length;
      const empty = known.get('empty')
          ?? (columns ? el('tr', {'data-key': 'empty'}, el('td', {class: 'empty', colspan: columns}, body.dataset.empty))
                      : el('p', {'data-key': 'empty', class: 'empty'}, body.dataset.empty));
      wanted.push(empty);
    }
    const same = wanted.length === body.children.length && wanted.every((row, n) => body.children[n] === row);
    if (!same) {
      body.replaceChildren(...wanted);
      if (focused) body.querySelector('[data-focus="' + CSS.escape(focused) + '"]')?.focus();
    }
  }

  const STATUS = {New: 'grey', Received: 'grey', Planning: 'blue', Processing: 'blue', Complete: 'teal', CompletePartialled: 'amber',
    Cancelled: 'grey', Unfulfillable: 'redtag', Invalid: 'redtag'};
  const PLACE = {PENDING: ['Packed', 'grey'], IN_TRANSIT: ['In transit', 'teal'], OUT_FOR_DELIVERY: ['Out for delivery', 'teal'],
    DELIVERED: ['Delivered', 'green'], UNDELIVERABLE: ['Undeliverable', 'amber'], RETURNED: ['Returned', 'amber']};

  // What can be done with an order from where it is.
  function steps(order) {
    const before = ['New', 'Received', 'Planning'].includes(order.status);
    if (order.settled) return [];
    if (before) {
      const list = order.held ? [] : [['Ship', 'SHIPPED'], ['Deliver', 'DELIVERED']];
      if (order.status === 'New') list.unshift(['Accept', 'RECEIVED']);
      return [...list, ['Cancel', 'CANCELLED'], ['Unfulfillable', 'UNFULFILLABLE'], ['Invalid', 'INVALID']];
    }
    const open = order.shipments.filter(parcel => !done(parcel));
    const list = [];
    if (open.some(parcel => parcel.state === 'PENDING')) list.push(['Ship', 'SHIPPED']);
    if (open.some(parcel => parcel.state !== 'OUT_FOR_DELIVERY')) list.push(['Out for delivery', 'OUT_FOR_DELIVERY']);
    return [...list, ['Deliver', 'DELIVERED'], ['Lose the delivery event', 'LOSE'], ['Undeliverable', 'UNDELIVERABLE'], ['Return', 'RETURNED']];
  }
  const done = parcel => parcel.deliveryLost || ['DELIVERED', 'UNDELIVERABLE', 'RETURNED'].includes(parcel.state);

  function move(order, to, only) {
    const path = 'fulfilment-orders/' + encodeURIComponent(order.seller) + '/' + encodeURIComponent(order.id);
    const body = {packages: Number(byId('packages').value)};
    if (only) body.package = only;
    if (to !== 'LOSE') body.to = to;
    act('parcels-error', () => api('POST', path + (to === 'LOSE' ? '/lose-delivery' : '/move'), body),
        after => order.id + ': ' + after.status);
  }

  function drawParcel(order, parcel, many) {
    const [word, colour] = PLACE[parcel.state];
    const row = el('div', {class: 'parcel'}, tag(parcel.deliveryLost ? 'Arrived, event lost' : word, parcel.deliveryLost ? 'amber' : colour),
        el('code', {title: 'Package number ' + parcel.packageNumber}, parcel.trackingNumber));
    if (many && !done(parcel) && order.status !== 'Cancelled') {
      const next = parcel.state === 'PENDING' ? ['Ship', 'SHIPPED'] : ['Deliver', 'DELIVERED'];
      row.append(button(next[0], next[0] + ' package ' + parcel.packageNumber, order.id + next[1] + parcel.packageNumber,
          () => move(order, next[1], parcel.packageNumber)));
    }
    return row;
  }

  function drawFulfilment(order) {
    const acts = el('div', {class: 'row'});
    for (const [label, to] of steps(order)) {
      acts.append(button(label, label + ': fulfilment order ' + order.id, order.seller + order.id + to, () => move(order, to)));
    }
    const units = order.items.map(item => item.quantity + ' × ' + item.sku).join(', ');
    const short = order.items.reduce((sum, item) => sum + item.missing, 0);
    const creates = order.createCalls + (order.createCalls === 1 ? ' call' : ' calls');
    return el('tr', {},
        el('td', {}, el('code', {}, order.id), el('small', {}, order.displayableOrderId + ' · ' + units), el('small', {}, order.seller)),
        el('td', {}, tag(order.held ? 'On hold' : order.status, STATUS[order.status] || 'grey'),
            short > 0 && order.status !== 'Cancelled' ? el('small', {}, short + (short === 1 ? ' unit' : ' units') + ' not in stock') : null),
        el('td', {}, ...(order.shipments.length ? order.shipments.map(p => drawParcel(order, p, order.shipments.length > 1)) : ['–'])),
        el('td', {}, creates, el('small', {}, order.acceptedCreates + ' accepted')),
        el('td', {}, when(order.receivedAt)),
        el('td', {class: 'acts'}, acts.children.length ? acts : el('span', {class: 'quiet'}, 'Nothing more happens')));
  }

  function drawOrder(order) {
    const acts = el('div', {class: 'row'});
    if (!order.cancelled) {
      acts.append(
          button('+1 unit', 'Change order ' + order.name + ': one more unit of its first line', 'more' + order.id, () => act('order-error',
              () => api('POST', 'orders/' + order.id + '/update', {lines: [{sku: order.lines[0].sku, quantity: order.lines[0].quantity + 1}]}),
              order.name + ' changed')),
          button('Cancel', 'Cancel order ' + order.name, 'cancel' + order.id, () => act('order-error',
              () => api('POST', 'orders/' + order.id + '/cancel', {}), order.name + ' cancelled')));
    }
    const word = order.cancelled ? 'Cancelled' : {UNFULFILLED: 'Unfulfilled', PARTIALLY_FULFILLED: 'Partly fulfilled', FULFILLED: 'Fulfilled'}[order.fulfillmentStatus];
    const colour = order.cancelled ? 'grey' : {UNFULFILLED: 'amber', PARTIALLY_FULFILLED: 'blue', FULFILLED: 'green'}[order.fulfillmentStatus];
    return el('tr', {},
        el('td', {class: 'nowrap'}, order.name, el('small', {}, nameOf(order.shop))),
        el('td', {}, ...order.lines.map(line => el('div', {class: 'nowrap'}, line.quantity + ' × ' + line.sku))),
        el('td', {}, tag(word, colour), el('small', {}, when(order.createdAt))),
        el('td', {class: 'acts'}, acts.children.length ? acts : '–'));
  }

  function drawDelivery(delivery) {
    const [word, colour] = {WAITING: ['Waiting', 'amber'], DELIVERED: ['Delivered', 'green'], GAVE_UP: ['Gave up', 'redtag']}[delivery.state];
    const again = copies => act('webhook-error', () => api('POST', 'deliveries/' + delivery.id + '/redeliver', {copies}),
        copies === 1 ? 'Sent again' : 'Sent again ' + copies + ' times at once');
    return el('tr', {},
        el('td', {}, delivery.orderName, el('small', {}, nameOf(delivery.shop))),
        el('td', {}, delivery.topic),
        el('td', {}, tag(word, colour)),
        el('td', {}, String(delivery.tries)),
        el('td', {}, delivery.lastStatus ? String(delivery.lastStatus) : delivery.lastError || '–'),
        el('td', {}, el('code', {title: delivery.webhookId}, delivery.webhookId.slice(0, 8))),
        el('td', {class: 'acts'}, el('div', {class: 'row'},
            button('×1', 'Send the webhook of ' + delivery.orderName + ' again', 'r1' + delivery.id, () => again(1)),
            button('×3', 'Send the webhook of ' + delivery.orderName + ' three times at once', 'r3' + delivery.id, () => again(3)))));
  }

  function drawInvalid(request) {
    return el('tr', {},
        el('td', {}, request.operation, el('small', {}, el('code', {}, request.method + ' ' + request.path))),
        el('td', {}, request.invalid),
        el('td', {}, String(request.status)),
        el('td', {}, when(request.at)));
  }

  function drawMail(mail) {
    return el('details', {}, el('summary', {}, mail.subject || '(no subject)', el('span', {class: 'quiet'}, ' to ' + mail.to.join(', '))),
        el('pre', {}, mail.text));
  }

  const nameOf = domain => setup.shops.find(shop => shop.domain === domain)?.name ?? domain;

  function drawClock(clock) {
    lastNow = Date.parse(clock.now);
    byId('clock-now').textContent = stamp(clock.now, true) + ' UTC';
    byId('clock-now').setAttribute('datetime', clock.now);
    byId('clock-mode').textContent = clock.frozen ? 'Frozen' : 'Running';
    byId('clock-mode').className = 'tag ' + (clock.frozen ? 'amber' : 'green');
    const days = Math.round((lastNow - Date.now()) / 86400000);
    const minutes = Math.abs(lastNow - Date.now()) / 60000;
    byId('clock-offset').textContent = minutes < 1 ? 'real time' : days === 0 ? 'less than a day from real time'
        : Math.abs(days) + (Math.abs(days) === 1 ? ' day ' : ' days ') + (days > 0 ? 'ahead' : 'behind');
    byId('clock-freeze').disabled = clock.frozen;
    byId('clock-run').disabled = !clock.frozen;
    const instant = byId('clock-instant');
    if (!instant.dataset.edited && document.activeElement !== instant) instant.value = clock.now.slice(0, 19);
  }

  let stockSignature = '';
  function drawStock(stock) {
    const signature = JSON.stringify(stock);
    if (signature === stockSignature || document.activeElement === byId('stock-sku')) return;
    stockSignature = signature;
    const chosen = byId('stock-sku').value;
    byId('stock-sku').replaceChildren(...stock.map(line =>
      el('option', {value: line.seller + '/' + line.sku}, line.sku + ' · ' + line.quantity + ' in stock · ' + line.seller)));
    if (chosen) byId('stock-sku').value = chosen;
  }

  function setText(id, text) {
    if (byId(id).textContent !== text) byId(id).textContent = text;
  }

  async function refresh() {
    let view;
    try {
      view = await api('GET', 'overview');
    } catch {
      setText('live', 'Not answering');
      byId('live').className = 'tag redtag';
      return;
    }
    setText('live', 'Live');
    byId('live').className = 'tag green';
    drawClock(view.clock);
    const aging = item => ({...item, aging: ago(item.receivedAt ?? item.createdAt ?? item.at)});
    rows('fulfilment', view.fulfilmentOrders.map(aging), order => order.seller + '/' + order.id, drawFulfilment);
    rows('orders', view.orders.map(aging), order => order.id, drawOrder);
    rows('deliveries', view.deliveries, delivery => delivery.id, drawDelivery);
    rows('invalid', view.invalid.map(aging), request => request.id, drawInvalid);
    rows('mails', view.mail.map((mail, n) => ({...mail, n: view.mailCount - n})), mail => mail.n, drawMail);
    byId('faults').replaceChildren(...view.faults.map(fault => el('li', {},
        fault.platform + (fault.operation ? ' ' + fault.operation : '') + ': ' + fault.kind.toLowerCase().replaceAll('_', ' ')
        + ', ' + fault.left + (fault.left === 1 ? ' call left' : ' calls left'))));
    setText('count-orders', String(view.orderCount));
    setText('count-fulfilment', String(view.fulfilmentOrderCount));
    setText('count-waiting', String(view.deliveryCounts.WAITING));
    setText('count-mail', String(view.mailCount));
    const counts = view.deliveryCounts;
    setText('webhook-counts', counts.DELIVERED + ' delivered · ' + counts.WAITING + ' waiting · ' + counts.GAVE_UP + ' given up');
    setText('stream-state', view.streams.map(stream => nameOf(stream.shop) + ': ' + stream.perSecond + ' a second, ' + stream.placed + ' placed').join(' · '));
    byId('stop-stream').disabled = view.streams.length === 0;
    byId('clear-faults').disabled = view.faults.length === 0;
    byId('automove').checked = view.autoMove.enabled;
    if (document.activeElement !== byId('automove-seconds') && view.autoMove.enabled) byId('automove-seconds').value = view.autoMove.secondsPerStep;
    drawStock(view.stock);
  }

  // The order form

  const shopNow = () => setup.shops.find(shop => shop.domain === byId('order-shop').value);

  function addLine() {
    const line = el('div', {class: 'line'});
    const number = byId('order-lines').children.length + 1;
    const product = el('select', {'aria-label': 'Product of line ' + number, class: 'sku'});
    fillProducts(product, number - 1);
    line.append(product, el('input', {type: 'number', min: 1, max: 250, value: 1, 'aria-label': 'Quantity of line ' + number, class: 'quantity'}),
        el('button', {type: 'button', 'aria-label': 'Remove line ' + number, on: () => { if (byId('order-lines').children.length > 1) line.remove(); }}, 'Remove'));
    byId('order-lines').append(line);
  }

  function fillProducts(select, place) {
    select.replaceChildren(...shopNow().products.map(product => el('option', {value: product.sku},
        product.title + ' · $' + product.price + (product.shopOnly ? ' · unknown at Amazon' : product.stock === 0 ? ' · none at Amazon' : ''))));
    select.selectedIndex = Math.min(place, select.options.length - 1);
  }

  function shopChanged() {
    [...document.querySelectorAll('.line .sku')].forEach(fillProducts);
    setText('order-seller', shopNow().seller ? 'Ships from Amazon account ' + shopNow().seller : 'Has no Amazon account');
  }

  function order(stream) {
    const body = {
      shop: byId('order-shop').value,
      lines: [...document.querySelectorAll('.line')].map(line => ({
        sku: line.querySelector('.sku').value, quantity: Number(line.querySelector('.quantity').value)})),
    };
    const buyer = byId('order-buyer').value;
    if (buyer === OWN) {
      body.buyer = {company: null, province: null, country: null};
      for (const input of byId('own-buyer').querySelectorAll('input')) body.buyer[input.name] = input.value.trim() || null;
    } else if (buyer !== '') {
      body.buyer = setup.buyers[Number(buyer)];
    } else if (!stream) {
      body.buyer = setup.buyers[Math.floor(Math.random() * setup.buyers.length)];
    }
    return body;
  }

  function wire() {
    byId('portal-link').href = setup.portalUrl;
    byId('order-shop').replaceChildren(...setup.shops.map(shop => el('option', {value: shop.domain}, shop.name)));
    byId('order-buyer').replaceChildren(
        ...setup.buyers.map((buyer, n) => el('option', {value: n}, buyer.firstName + ' ' + buyer.lastName + ', ' + buyer.city + ' ' + buyer.provinceCode)),
        el('option', {value: ''}, 'A different one each time'),
        el('option', {value: OWN}, 'My own buyer …'));
    for (const input of byId('own-buyer').querySelectorAll('input')) input.value = setup.buyers[0][input.name] ?? '';
    addLine();
    shopChanged();

    byId('order-shop').addEventListener('change', shopChanged);
    byId('order-buyer').addEventListener('change', () => { byId('own-buyer').hidden = byId('order-buyer').value !== OWN; });
    byId('add-line').addEventListener('click', addLine);
    byId('order-form').addEventListener('submit', event => {
      event.preventDefault();
      act('order-error', () => api('POST', 'orders', order(false)), placed => 'Order ' + placed[0].name + ' placed');
    });
    byId('start-stream').addEventListener('click', () =>
      act('order-error', () => api('POST', 'orders', {...order(true), perSecond: Number(byId('stream-rate').value)}), 'Stream started'));
    byId('stop-stream').addEventListener('click', () => act('order-error', () => api('DELETE', 'streams'), 'Stopped'));

    const clock = (body, said) => act('clock-error', () => api('POST', 'clock', body), said);
    for (const plus of document.querySelectorAll('[data-add]')) {
      plus.addEventListener('click', () => clock({add: plus.dataset.add}, 'The clock moved ' + plus.textContent));
    }
    byId('clock-freeze').addEventListener('click', () => clock({freeze: true}, 'Time stands still'));
    byId('clock-run').addEventListener('click', () => clock({run: true}, 'Time runs'));
    byId('clock-real').addEventListener('click', () => clock({offset: 'PT0S'}, 'Back to real time'));
    byId('clock-instant').addEventListener('input', () => { byId('clock-instant').dataset.edited = 'yes'; });
    byId('clock-form').addEventListener('submit', event => {
      event.preventDefault();
      delete byId('clock-instant').dataset.edited;
      const text = byId('clock-instant').value;
      clock({set: (text.length === 16 ? text + ':00' : text) + 'Z'}, 'The clock is set');
    });

    const autoMove = () => act('parcels-error', () => api('POST', 'automove',
        {enabled: byId('automove').checked, secondsPerStep: Number(byId('automove-seconds').value)}),
        view => view.enabled ? 'Parcels move by themselves' : 'Parcels wait for you');
    byId('automove').addEventListener('change', autoMove);
    byId('automove-seconds').addEventListener('change', () => { if (byId('automove').checked) autoMove(); });

    byId('fault-form').addEventListener('submit', event => {
      event.preventDefault();
      act('fault-error', () => api('POST', 'faults', {
        platform: byId('fault-platform').value, kind: byId('fault-kind').value, operation: byId('fault-operation').value.trim() || null,
        count: Number(byId('fault-count').value), seconds: Number(byId('fault-seconds').value)}), 'Trouble is on its way');
    });
    byId('clear-faults').addEventListener('click', () => act('fault-error', () => api('DELETE', 'faults'), 'No more trouble'));

    byId('stock-form').addEventListener('submit', event => {
      event.preventDefault();
      const [seller, sku] = byId('stock-sku').value.split('/');
      byId('stock-sku').blur();
      act('stock-error', () => api('POST', 'stock', {seller, sku, quantity: Number(byId('stock-quantity').value)}), sku + ' set');
    });

    byId('reset').addEventListener('click', () => {
      if (window.confirm('Forget all orders, parcels and deliveries?')) act('reset-error', () => api('POST', 'reset', {}), 'All forgotten');
    });
  }

  async function start() {
    try {
      setup = await api('GET', 'setup');
    } catch {
      setText('live', 'Not answering');
      byId('live').className = 'tag redtag';
      setTimeout(start, 2000);
      return;
    }
    wire();
    const again = async () => {
      if (!document.hidden) await refresh();
      setTimeout(again, 1000);
    };
    again();
  }

  start();
})();
