// The simulator's bKash.js: the interface of bKash's own script (bkash-api.md, section 3.2), and its needs: jQuery as
// the global $ before it, and an element with the id bKash_button. A page that works here works there.
(() => {
  if (typeof window.$ !== 'function') throw new Error('bKash.js needs jQuery as the global $ before it.');
  const { $ } = window;
  const { origin } = new URL(document.currentScript.src);
  const frameUrl = (more) =>
    `${origin}/checkout/frame?${new URLSearchParams({ shop: location.origin, lang: document.documentElement.lang, ...more })}`;

  let options;
  let frame;

  window.bKash = {
    init(given) {
      const { createRequest, executeRequestOnAuthorization } = given;
      if (given.paymentMode !== 'checkout') throw new Error("bKash.init: paymentMode must be 'checkout'.");
      if (!createRequest || !executeRequestOnAuthorization) {
        throw new Error('bKash.init: createRequest and executeRequestOnAuthorization are needed.');
      }
      if ($('#bKash_button').length === 0) throw new Error('bKash.init: there is no element bKash_button.');
      options = { onClose() {}, ...given };
      $('#bKash_button').off('click.bKash').on('click.bKash', open);
    },

    reconfigure({ paymentRequest }) {
      options = { ...options, paymentRequest };
    },

    create: () => ({
      onSuccess(answer) {
        if (typeof answer?.paymentID !== 'string')
          throw new Error('bKash.create: the answer has no paymentID.');
        show({ paymentID: answer.paymentID });
      },
      onError: () => show({ notice: 'failed' }),
    }),

    execute: () => ({ onError: () => show({ notice: 'failed' }) }),
  };

  function open(event) {
    event.preventDefault();
    $('#bKashFrameWrapper').remove();
    frame = document.createElement('iframe');
    frame.title = 'bKash';
    $(frame).css({ width: '100%', height: '100%', border: 0 });
    const wrapper = $('<div id="bKashFrameWrapper"></div>').css({
      position: 'fixed',
      inset: 0,
      zIndex: 2147483647,
      background: 'rgba(59, 43, 51, .6)',
    });
    show({});
    wrapper.append(frame).appendTo(document.body);
    frame.focus();
    options.createRequest(options.paymentRequest);
  }

  function show(what) {
    frame.src = frameUrl(what);
  }

  window.addEventListener('message', ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame?.contentWindow) return;
    if (data.bkash === 'approved') options.executeRequestOnAuthorization();
    if (data.bkash === 'closed') {
      $('#bKashFrameWrapper').remove();
      options.onClose();
    }
  });
})();
