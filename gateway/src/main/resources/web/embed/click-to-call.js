/*
 * A button that calls, for any site:
 *
 *   <script src="https://GATEWAY/embed/click-to-call.js" data-queue="support" data-token-url="/call-token" async></script>
 *
 * A classic script, so that one tag is all: it knows its own tag and its own address, and loads the rest from there.
 */
{
  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const button = new URL('call-button.js', tag.src);
  import(button.href).then(({ place }) => place(tag)).catch((error) => console.error('chappe: no call button:', error));
}
