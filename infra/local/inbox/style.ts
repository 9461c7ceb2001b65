export const style = `
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif;color:#1d2a24;background:#f4f6f4}
header{background:#0f3d2e;color:#fff;padding:.9rem 1rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline}
header h1{font-size:1.1rem;margin:0}
nav{display:flex;gap:1rem}
nav a{color:#cfe6da;text-decoration:none;padding:.4rem 0}
nav a[aria-current]{color:#fff;border-bottom:2px solid #e9b44c}
main{max-width:52rem;margin:0 auto;padding:1rem}
h2{margin:.2rem 0 .6rem;font-size:1.25rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
a{color:#0f6b4a}
.list{list-style:none;margin:0;padding:0;background:#fff;border:1px solid #dfe5e1;border-radius:.5rem;overflow:hidden}
.list li+li{border-top:1px solid #e8ece9}
.list a,.list div{display:grid;gap:.1rem;padding:.8rem 1rem;color:inherit;text-decoration:none;overflow-wrap:anywhere}
.list a:hover,.list a:focus-visible{background:#eef6f1}
.list span,.list time,dt{color:#5a6b62;font-size:.9rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1rem;margin:0 0 1rem}
dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:70vh;min-height:24rem;border:1px solid #dfe5e1;border-radius:.5rem;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border:1px solid #dfe5e1;border-radius:.5rem;padding:1rem;margin:0}
.empty{background:#fff;border:1px dashed #c5d0c9;border-radius:.5rem;padding:2rem 1rem;text-align:center;color:#5a6b62}
`;
