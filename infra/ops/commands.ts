import { parseArgs } from 'node:util';
import type { OperationEvent, OperationName } from '../../shared/contract/operation.ts';

interface Command {
  /**
   * What a person types. Words in capitals are his to fill in and become fields of the operation's input, as does the
   * one he chooses of two; the others stand as they are. The help prints these lines and the reader below reads by them, so they cannot disagree.
   */
  usage: string;
  does: string;
  operation: OperationName;
}

/** Every command, as the help prints it. */
const commands: readonly Command[] = [
  {
    usage: 'unclaimed',
    does: 'lists money without an order, and the orders it may be meant for',
    operation: 'unclaimed.list',
  },
  {
    usage: 'unclaimed attach TRX ORDER',
    does: 'pays the order with it, if bKash confirms it',
    operation: 'unclaimed.attach',
  },
  {
    usage: 'unclaimed return TRX',
    does: 'sends it back through the payment that its invoice names',
    operation: 'unclaimed.return',
  },
  {
    usage: 'unclaimed write-off TRX --reason TEXT',
    does: 'takes it off the list: settled elsewhere',
    operation: 'unclaimed.write-off',
  },
  {
    usage: 'claims',
    does: 'lists what customers say they paid and no attempt yields, and where it was found',
    operation: 'claims.list',
  },
  {
    usage: 'claims close ORDER TRX --reason TEXT',
    does: 'takes it off the list: you have dealt with it',
    operation: 'claims.close',
  },
  {
    usage: 'review ORDER accept',
    does: 'lets the money that is being checked pay the order',
    operation: 'review.accept',
  },
  {
    usage: 'review ORDER return',
    does: 'sends the money that is being checked back',
    operation: 'review.return',
  },
  {
    usage: 'resend ORDER',
    does: 'lists what can be told once more of the order, and to whom',
    operation: 'resend.list',
  },
  {
    usage: 'resend ORDER FACT [--channel NAME]',
    does: 'tells the customer once more, or by --channel shop the shop’s server',
    operation: 'resend.send',
  },
  {
    usage: 'refund settle ORDER REFUNDID succeeded|refused --reason TEXT',
    does: 'says what became of a refund in state unknown, unless bKash lists it now',
    operation: 'refund.settle',
  },
  {
    usage: 'surplus settle ORDER TRX --reason TEXT',
    does: 'ends the alarm about surplus that was settled elsewhere',
    operation: 'surplus.settle',
  },
];

/** The field of the input that a word in capitals, or a choice of two, fills. */
const fieldOf: Record<string, string> = {
  TRX: 'trxID',
  ORDER: 'orderId',
  FACT: 'fact',
  REFUNDID: 'refundId',
  'succeeded|refused': 'as',
};

/** What a command may take besides its words; one that its usage shows in brackets can be left out. */
const optionNames = ['reason', 'channel'] as const;

export interface Asked {
  /** Undefined: the help was asked for. */
  event: OperationEvent | undefined;
  /** Undefined: the system on this machine. */
  stage: string | undefined;
  json: boolean;
}

/** @throws Error of one or more lines that say what was typed and what is expected. */
export function readCommand(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stage: { type: 'string' },
      json: { type: 'boolean', default: false },
      reason: { type: 'string' },
      channel: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { stage, json } = values;
  if (values.help || positionals.length === 0) return { event: undefined, stage, json };
  const typed = positionals.join(' ');
  const command = commands.find(({ usage }) => isTyped(usage, positionals));
  if (!command) throw new Error(`${typed}: no such command.\n${hintFor(positionals)}`);
  const { usage, operation } = command;
  for (const name of optionNames) {
    const slip = slipOf(usage, name, values[name] !== undefined);
    if (slip) throw new Error(`${typed}: ${slip}.\n  ${usage}`);
  }
  const words = wordsOf(usage).map((word, index) => [fieldOf[word], positionals[index]]);
  const options = optionNames.map((name) => [name, values[name]]);
  const filled = [...words, ...options].filter(
    ([field, value]) => field !== undefined && value !== undefined,
  );
  return { event: { operation, input: Object.fromEntries(filled) }, stage, json };
}

function slipOf(usage: string, name: string, isGiven: boolean): string | undefined {
  if (!usage.includes(`--${name}`)) return isGiven ? `takes no --${name}` : undefined;
  return isGiven || usage.includes(`[--${name}`) ? undefined : `--${name} is missing`;
}

export function helpText(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  return [
    'npm run ops -- COMMAND [--stage NAME] [--json]',
    '',
    ...commands.map(({ usage, does }) => `  ${usage.padEnd(width)}  ${does}`),
    '',
    'Without --stage: the system that npm start runs on this machine (LOCAL_DIR, or .local).',
    'Exits 0 when it is done or was done before, 1 when it was refused, 2 for a slip in the command, 3 when nobody answered.',
  ].join('\n');
}

function isTyped(usage: string, positionals: readonly string[]): boolean {
  const words = wordsOf(usage);
  return words.length === positionals.length && words.every((word, index) => fits(word, positionals[index]));
}

function fits(word: string, typed = ''): boolean {
  if (word.includes('|')) return word.split('|').includes(typed);
  return word in fieldOf || word === typed;
}

function wordsOf(usage: string): string[] {
  return usage.replace(/ \[?--.*/, '').split(' ');
}

/** The lines that begin as the person began, or all. */
function hintFor([first]: readonly string[]): string {
  const near = commands.filter(({ usage }) => wordsOf(usage)[0] === first);
  return near.length > 0 ? near.map(({ usage }) => `  ${usage}`).join('\n') : helpText();
}
