/* What the pages do without asking the server: keys, folding, density. Nothing personal is kept. */
(function () {
  'use strict';
  var root = document.documentElement;

  function kept(name) {
    try { return window.localStorage.getItem('lockkeeper.' + name); } catch (e) { return null; }
  }
  function keep(name, value) {
    try { window.localStorage.setItem('lockkeeper.' + name, value); } catch (e) { /* private mode */ }
  }
  function token(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  root.setAttribute('data-nav', kept('nav') || 'open');
  root.setAttribute('data-density', kept('density') || 'comfortable');

  function show() {
    document.querySelectorAll('[data-do="nav"]').forEach(function (button) {
      button.setAttribute('aria-expanded', String(root.getAttribute('data-nav') === 'open'));
    });
    document.querySelectorAll('[data-do="density"]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(root.getAttribute('data-density') === 'compact'));
    });
  }
  function toggle(name, one, other) {
    var next = root.getAttribute('data-' + name) === one ? other : one;
    root.setAttribute('data-' + name, next);
    keep(name, next);
    show();
  }

  document.addEventListener('click', function (event) {
    var doer = event.target.closest('[data-do]');
    if (doer) {
      if (doer.dataset.do === 'nav') { toggle('nav', 'open', 'folded'); }
      if (doer.dataset.do === 'density') { toggle('density', 'comfortable', 'compact'); }
    }
    document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.removeAttribute('open'); }
    });
    var link = rowLink(event);
    if (link) {
      if (event.ctrlKey || event.metaKey) { window.open(link, '_blank', 'noopener'); }
      else { window.location.href = link; }
    }
  });

  /* A row is opened by a click anywhere in it, unless text is being picked or a control was meant. */
  function rowLink(event) {
    var row = event.target.closest('tr');
    if (!row || event.target.closest('a, button, input, label, summary, th')) { return null; }
    if (String(window.getSelection())) { return null; }
    var link = row.querySelector('a[data-row]');
    return link ? link.href : null;
  }
  document.addEventListener('auxclick', function (event) {
    var link = event.button === 1 ? rowLink(event) : null;
    if (link) { window.open(link, '_blank', 'noopener'); }
  });

  document.addEventListener('keydown', function (event) {
    var target = event.target;
    var typing = target.closest && target.closest('input, textarea, select, [contenteditable]');
    if (event.key === 'Escape') {
      document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
        menu.removeAttribute('open');
        menu.querySelector('summary').focus();
      });
      if (typing && target.type === 'search') { target.blur(); }
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === '/') {
      var search = document.querySelector('.content input[data-focus="/"]') || document.querySelector('.content [data-focus="/"]') || document.querySelector('[data-focus="/"]');
      if (search) {
        event.preventDefault();
        if (search.tagName === 'A') { window.location.href = search.href; return; }
        search.focus();
        search.select();
      }
    }
    if (event.key === 'j' || event.key === 'ArrowDown') { if (step(1)) { event.preventDefault(); } }
    if (event.key === 'k' || event.key === 'ArrowUp') { if (step(-1)) { event.preventDefault(); } }
    if (/^[rcst?]$/.test(event.key)) { goTo(event); }
  });

  /* From the box, the arrow goes down into what was found. */
  document.addEventListener('keydown', function (event) {
    if (event.key === 'ArrowDown' && event.target.closest && event.target.closest('[data-keys="down"]')) {
      if (step(1)) { event.preventDefault(); }
    }
  });

  /* r, c, s, t and ? go to the part of the page that says so; a menu opens, a text is copied. */
  function goTo(event) {
    var part = document.querySelector('[data-focus="' + event.key + '"]');
    if (!part) { return; }
    event.preventDefault();
    part.focus();
    if (part.dataset.copy) { copy(part); }
    if (part.tagName === 'SUMMARY' && part.parentElement) {
      part.parentElement.setAttribute('open', '');
      var first = part.parentElement.querySelector('.menu-list a');
      if (first) { first.focus(); }
    }
  }

  /* A text that may be handed on goes to the clipboard; where that is refused, it is marked. */
  function copy(button) {
    var text = document.getElementById(button.dataset.copy);
    var words = Array.prototype.map.call(text.querySelectorAll('p'), function (line) { return line.textContent.trim(); }).join(' ');
    function tell(sentence) {
      button.querySelector('[data-word]').textContent = sentence;
      document.getElementById('live').textContent = sentence;
    }
    function mark() {
      window.getSelection().selectAllChildren(text);
      tell(button.dataset.failed);
    }
    if (!navigator.clipboard) { mark(); return; }
    navigator.clipboard.writeText(words).then(function () { tell(button.dataset.done); }, mark);
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (button) { copy(button); }
  });

  /* j and k walk through the rows of a list. */
  function step(by) {
    var links = Array.prototype.slice.call(document.querySelectorAll('a[data-row]'));
    if (!links.length) { return false; }
    var at = links.indexOf(document.activeElement);
    var next = links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + by))];
    next.focus();
    return true;
  }

  /* What has just arrived is where the keyboard goes on. */
  function arrive() {
    var part = document.querySelector('[data-arrive="yes"]');
    if (part) {
      part.removeAttribute('data-arrive');
      part.focus();
    }
  }

  /* A code in the fragment goes into its field, and out of the address. */
  function takeFragment() {
    var field = document.querySelector('input[data-fragment]');
    if (field && /^#[A-Za-z0-9_-]{43}$/.test(window.location.hash)) {
      field.value = window.location.hash.slice(1);
      window.history.replaceState(null, '', window.location.pathname);
    }
  }

  /* Rules of a new password that can be told while it is typed; nothing leaves the page. */
  var KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];
  document.addEventListener('input', function (event) {
    var field = event.target;
    if (!field.matches || !field.matches('input[data-rules]')) { return; }
    var length = Array.from(field.value).length;
    document.querySelectorAll('[data-rule]').forEach(function (line) {
      var met = line.dataset.rule === 'length'
        ? length >= Number(line.dataset.least) && length <= Number(line.dataset.most)
        : KINDS.every(function (kind) { return kind.test(field.value); });
      line.classList.toggle('met', met);
      line.querySelector('.pi').className = 'pi ' + (met ? 'pi-check-circle' : 'pi-info-circle');
    });
  });

  /* A button draws its form anew. What was typed or opened in the other parts of the form stays as it was;
     a button's own fields are emptied once it has done its work, and the keyboard goes on at the button, or
     where its part is opened. Passwords and files are never put back. */
  var before = null;
  function partOf(element) { return element.closest('details, section, form'); }
  function chosenAtFirst(list) {
    return Math.max(0, Array.prototype.findIndex.call(list.options, function (option) { return option.defaultSelected; }));
  }
  function changed(field) {
    if (field.disabled || field.readOnly || /^(hidden|password|file|submit|button)$/.test(field.type)) { return false; }
    if (/^(checkbox|radio)$/.test(field.type)) { return field.checked !== field.defaultChecked; }
    if (field.tagName === 'SELECT') { return field.selectedIndex !== chosenAtFirst(field); }
    return field.value !== field.defaultValue;
  }
  function foldedParts(form) {
    var counts = {};
    return Array.prototype.map.call(form.querySelectorAll('section details'), function (part) {
      var section = part.closest('section').getAttribute('aria-labelledby');
      counts[section] = (counts[section] || 0) + 1;
      return { part: part, name: section + ' ' + counts[section] };
    });
  }
  function remember(form, button) {
    var own = partOf(button);
    before = {
      form: form,
      button: button,
      fields: Array.prototype.filter.call(form.elements, function (field) {
        return field.id && partOf(field) !== own && changed(field);
      }).map(function (field) { return { id: field.id, value: field.value, checked: field.checked }; }),
      open: foldedParts(form).filter(function (one) { return one.part.open && one.part !== own; })
        .map(function (one) { return one.name; })
    };
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('.content form button');
    if (button && button.form) { remember(button.form, button); }
  }, true);
  function follow(event) {
    if (before && before.form.isConnected && before.form.contains(event.target)) { remember(before.form, before.button); }
  }
  document.addEventListener('input', follow);
  document.addEventListener('toggle', follow, true);
  function putBack() {
    if (!before || before.form.isConnected) { return; }
    var was = before;
    var form = document.getElementById(was.form.id);
    before = null;
    if (!form) { return; }
    foldedParts(form).forEach(function (one) { if (was.open.indexOf(one.name) >= 0) { one.part.open = true; } });
    was.fields.forEach(function (one) {
      var field = document.getElementById(one.id);
      if (!field || field.form !== form || changed(field)) { return; }
      if (/^(checkbox|radio)$/.test(field.type)) { field.checked = one.checked; return; }
      var there = field.tagName !== 'SELECT' || Array.prototype.some.call(field.options, function (option) { return option.value === one.value; });
      if (there) { field.value = one.value; }
    });
    var again = document.getElementById(was.button.id);
    if (again && document.activeElement === document.body) {
      var folded = again.closest('details:not([open])');
      (folded ? folded.querySelector('summary') : again).focus();
    }
  }

  document.addEventListener('DOMContentLoaded', function () {
    show();
    takeFragment();
    if (window.Chart) {
      var text = token('--quiet');
      window.Chart.defaults.color = text;
      window.Chart.defaults.borderColor = token('--border');
      window.Chart.defaults.backgroundColor = token('--primary');
      window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
      window.Chart.defaults.font.size = 12;
      window.Chart.defaults.elements.bar.backgroundColor = token('--primary');
    }

    /* Nothing that vanishes is kept for the way back. */
    window.addEventListener('pagehide', function () {
      document.querySelectorAll('[data-vanish]').forEach(function (part) { part.replaceChildren(); part.remove(); });
    });
    arrive();
    new MutationObserver(function () {
      arrive();
      putBack();
    }).observe(document.body, { childList: true, subtree: true });

    /* What may be seen for so many seconds goes from the page by itself. */
    window.setInterval(function () {
      document.querySelectorAll('[data-vanish]').forEach(function (part) {
        var left = Number(part.dataset.vanish) - 1;
        part.dataset.vanish = String(left);
        var shown = part.querySelector('[data-left]');
        if (shown) { shown.textContent = String(Math.max(0, left)); }
        if (left <= 0) { part.replaceChildren(); part.remove(); }
      });
    }, 1000);
  });
}());
