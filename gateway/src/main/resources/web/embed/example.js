/*
 * What a site has in its page is one tag:
 *
 *   <script src="https://GATEWAY/embed/click-to-call.js" data-queue="support" data-token-url="/call-token" async></script>
 *
 * This page has no server of its own that would give tokens: it takes one from its address.
 */
const token = new URLSearchParams(location.hash.slice(1)).get('token');
const tag = Object.assign(document.createElement('script'), { src: 'click-to-call.js', async: true });
Object.assign(tag.dataset, { queue: 'support', token, label: 'Ask us', topic: 'Which lamp?', target: '#call' });
tag.setAttribute('data-field-basket', 'Reading lamp');
document.body.append(tag);
