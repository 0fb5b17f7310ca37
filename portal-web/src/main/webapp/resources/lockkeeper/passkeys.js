/* Talks to an authenticator: takes the question from the page, puts the answer into its field, sends the form. */
(function () {
  'use strict';

  function bytes(text) {
    var plain = window.atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = Array.from(new Uint8Array(buffer), function (b) { return String.fromCharCode(b); }).join('');
    return window.btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  function known(list) {
    return (list || []).map(function (one) { return { type: 'public-key', id: bytes(one.id) }; });
  }

  function create(asked) {
    return navigator.credentials.create({ publicKey: {
      rp: { id: asked.rp.id, name: asked.rp.name },
      user: { id: bytes(asked.user.id), name: asked.user.name, displayName: asked.user.displayName },
      challenge: bytes(asked.challenge),
      pubKeyCredParams: asked.pubKeyCredParams.map(function (p) { return { type: p.type, alg: p.alg }; }),
      timeout: asked.timeout,
      excludeCredentials: known(asked.excludeCredentials),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      attestation: 'none'
    } }).then(function (made) {
      return {
        id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
        response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) }
      };
    });
  }
  function get(asked) {
    return navigator.credentials.get({ publicKey: {
      rpId: asked.rpId,
      challenge: bytes(asked.challenge),
      timeout: asked.timeout,
      allowCredentials: known(asked.allowCredentials),
      userVerification: 'required'
    } }).then(function (shown) {
      var said = {
        clientDataJSON: text(shown.response.clientDataJSON),
        authenticatorData: text(shown.response.authenticatorData),
        signature: text(shown.response.signature)
      };
      if (shown.response.userHandle) { said.userHandle = text(shown.response.userHandle); }
      return { id: shown.id, rawId: text(shown.rawId), type: shown.type, clientExtensionResults: {}, response: said };
    });
  }

  function prepare(part) {
    var button = part.querySelector('input[type=submit], button');
    var field = part.querySelector('input[type=hidden]');
    if (!window.PublicKeyCredential || window.location.hostname !== part.dataset.host) {
      button.hidden = true;
      part.querySelector('[data-passkey-elsewhere]').hidden = false;
      return;
    }
    button.addEventListener('click', function (event) {
      if (field.value) { return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      button.disabled = true;
      part.querySelector('[data-passkey-trouble]').hidden = true;
      var asked = JSON.parse(part.dataset.options);
      (part.dataset.passkey === 'create' ? create(asked) : get(asked)).then(function (answer) {
        field.value = JSON.stringify(answer);
        button.disabled = false;
        button.click();
      }).catch(function () {
        button.disabled = false;
        part.querySelector('[data-passkey-trouble]').hidden = false;
      });
    }, true);
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-passkey]').forEach(prepare);
  });
}());
