/** Answers `Ref` and `Fn::GetAtt`; undefined means that no such name exists. */
export interface Names {
  ref(logicalId: string): string | undefined;
  attribute(logicalId: string, attribute: string): string | undefined;
}

/**
 * Evaluates CloudFormation's functions inside a property. A function that the runner does not know, or a name that
 * nothing answers, is an error that says where it stands.
 */
export function evaluate(value: unknown, names: Names, where: string): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, names, where)).filter(isValue);
  if (typeof value !== 'object' || value === null) return value;
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
    return call(key, (value as Record<string, unknown>)[key], names, where);
  }
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    evaluate(item, names, `${where}.${name}`),
  ]);
  return Object.fromEntries(entries.filter(([, item]) => isValue(item)));
}

/** `AWS::NoValue` removes the property or the list item that holds it. */
const noValue = Symbol('AWS::NoValue');
const isValue = (value: unknown) => value !== noValue;

function call(fn: string, argument: unknown, names: Names, where: string): unknown {
  switch (fn) {
    case 'Ref':
      return ref(String(argument), names, where);
    case 'Fn::GetAtt': {
      const [id = '', ...rest] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
      return found(names.attribute(id, rest.join('.')), `${id}.${rest.join('.')}`, where);
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown];
      return (evaluate(parts, names, where) as unknown[]).map(String).join(separator);
    }
    case 'Fn::Sub':
      return substitute(argument, names, where);
    case 'Fn::Select': {
      const [index, list] = evaluate(argument, names, where) as [number | string, unknown[]];
      return list[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, text] = evaluate(argument, names, where) as [string, string];
      return text.split(separator);
    }
    default:
      throw new Error(`The local system does not evaluate ${fn} (at ${where}).`);
  }
}

function substitute(argument: unknown, names: Names, where: string): string {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  const values = evaluate(given, names, where) as Record<string, unknown>;
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in values) return String(values[name]);
    const dot = name.indexOf('.');
    if (dot < 0) return String(ref(name, names, where));
    return found(names.attribute(name.slice(0, dot), name.slice(dot + 1)), whole, where);
  });
}

function ref(id: string, names: Names, where: string): unknown {
  return id === 'AWS::NoValue' ? noValue : found(names.ref(id), id, where);
}

function found(value: string | undefined, name: string, where: string): string {
  if (value === undefined) throw new Error(`Nothing in the template answers ${name} (at ${where}).`);
  return value;
}
