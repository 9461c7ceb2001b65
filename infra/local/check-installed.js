import { existsSync } from 'node:fs';

/**
 * Runs before `npm start`, `npm run demo` and `npm test`, on whatever Node.js there is: without the packages, an older
 * one would stop at the first TypeScript file, with a stack trace that names neither the cause nor the remedy. Hence
 * JavaScript, and nothing newer than Node.js 14 knows.
 */
const given = process.versions.node;
/** What runs TypeScript as it is; `npm ci` brings its own, and npm puts that first in the PATH. */
const neededMajor = 24;

if (!existsSync(new URL('../../node_modules/.package-lock.json', import.meta.url))) {
  const tooOld = Number.parseInt(given, 10) < 20 ? ` It needs Node.js 20 or newer; this is ${given}.` : '';
  fail(`The packages are not installed here: run npm ci, then this command again.${tooOld}`);
}
if (Number.parseInt(given, 10) < neededMajor) {
  fail(
    `This is Node.js ${given}, and not the ${neededMajor} that npm ci installs: use the npm commands, and where npm is told to skip install scripts, run npm ci --ignore-scripts=false.`,
  );
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
