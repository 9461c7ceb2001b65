/** A path per address that answers 200 when the thing behind it works. */
const paths = { storefront: '/', api: '/health', bkash: '/simulator/stats', inbox: '/store' };

/** A first request may have to load a function, on a machine that is still busy with starting. */
const patienceMs = 40_000;

/** @throws one line that names what did not answer, and how it answered last */
export async function untilAllAnswer(addresses: Record<keyof typeof paths, string>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  await Promise.all(
    Object.entries(paths).map(([name, path]) =>
      untilItAnswers(`${addresses[name as keyof typeof paths]}${path}`, deadline),
    ),
  );
}

async function untilItAnswers(url: string, deadline: number): Promise<void> {
  let last = 'nothing';
  while (Date.now() < deadline) {
    last = await fetch(url, { signal: AbortSignal.timeout(35_000) }).then(
      (response) => String(response.status),
      (error: Error) => error.message,
    );
    if (last === '200') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `${url} did not answer with 200 within ${patienceMs / 1000} s; the last answer was: ${last}.`,
  );
}
