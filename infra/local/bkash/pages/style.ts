/** One card on a quiet ground: the whole screen on a phone, a centred card from 520 px up. */
export const style = `
:root{--pink:#e2136e;--deep:#b80d57;--ink:#3b2b33;--soft:#fdf1f6}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100dvh;background:#f4eef1;color:var(--ink);display:flex;flex-direction:column;
align-items:center;font:16px/1.5 "Noto Sans Bengali","Hind Siliguri",system-ui,sans-serif}
main{width:100%;max-width:440px;background:#fff;display:flex;flex-direction:column;flex:1}
header{display:flex;justify-content:space-between;align-items:center;padding:14px 20px;border-bottom:4px solid var(--pink)}
.brand{font-weight:800;font-size:22px;color:var(--pink);letter-spacing:-.3px}
.brand small{display:block;font-weight:400;font-size:12px;line-height:1.2;color:#80717a;letter-spacing:0}
.lang{color:var(--pink);font-weight:600;text-decoration:none;padding:8px 14px;border:1px solid #f0c4d7;border-radius:999px;font-size:14px}
.order{display:flex;justify-content:space-between;align-items:center;gap:12px;padding:16px 20px;background:var(--soft)}
.shop{font-weight:700;overflow-wrap:anywhere}
.invoice{font-size:13px;color:#80717a;overflow-wrap:anywhere}
.amount{font-size:24px;font-weight:700;white-space:nowrap;font-variant-numeric:tabular-nums}
form{display:flex;flex-direction:column;flex:1;margin:0}
.panel{background:var(--pink);color:#fff;padding:32px 20px 36px;flex:1;display:flex;flex-direction:column;justify-content:center;
text-align:center;min-height:300px}
label{font-weight:600;font-size:17px;margin-bottom:14px;display:block}
label b{white-space:nowrap}
label,.error,.fine,.notice{text-wrap:balance}
.panel input{width:100%;max-width:340px;margin:0 auto;font:inherit;font-size:20px;text-align:center;letter-spacing:1px;padding:13px 12px;
border:0;border-radius:8px;color:var(--ink);background:#fff}
.panel input::placeholder{color:#a998a1;font-size:16px;letter-spacing:0}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #ffd34d;outline-offset:2px}
.dots{display:flex;gap:8px;justify-content:center;margin-bottom:24px}
.dots i{width:26px;height:5px;border-radius:3px;background:#ffffff59}
.dots i.on{background:#fff}
.error{background:#fff;color:#a10035;font-weight:600;border-radius:8px;padding:10px 14px;margin:16px auto 0;max-width:340px;width:100%}
.fine{font-size:13px;margin:16px 0 0;color:#ffe3ef}
.notice{font-size:17px;font-weight:600;margin:0}
/* Confirm stands first for the Enter key, and right for the eye. */
.buttons{display:flex;flex-direction:row-reverse}
button{flex:1;font:inherit;font-weight:700;padding:17px 8px;border:0;cursor:pointer}
.confirm{background:var(--deep);color:#fff}
.confirm:hover{background:#970a47}
.close{background:#ece3e7;color:#5d4c55}
.close:hover{background:#ded2d8}
footer{padding:14px 20px 18px;text-align:center;font-size:13px;color:#80717a}
footer code{font:600 14px ui-monospace,monospace;color:var(--ink);background:#f4eef1;padding:2px 8px;border-radius:4px;white-space:nowrap}
footer p{margin:4px 0}
@media(min-width:520px){body{justify-content:center;padding:32px 16px}
main{flex:none;border-radius:14px;overflow:hidden;box-shadow:0 12px 40px #4a0d2a2e}.panel{min-height:320px}}
`;
