/* The pretend phone: the codes of the demo's people, by the pretend clock. */
(function () {
  'use strict';
  function show(list) {
    var rows = document.getElementById('codes-rows');
    rows.replaceChildren();
    list.forEach(function (one) {
      var row = document.createElement('tr');
      [one.login, one.code, one.seconds + ' s'].forEach(function (said, i) {
        var cell = document.createElement('td');
        var part = i === 1 ? document.createElement('code') : cell;
        part.textContent = said;
        if (part !== cell) { cell.appendChild(part); }
        row.appendChild(cell);
      });
      rows.appendChild(row);
    });
  }
  function look() {
    fetch('/control/codes').then(function (answer) { return answer.json(); }).then(show).catch(function () { /* next time */ });
  }
  look();
  window.setInterval(look, 1000);
}());
