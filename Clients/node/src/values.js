// Between JavaScript's values and those of the wire.

/**
 * The text of a decimal, without an exponent. A number stands for the shortest decimal that reads back as it. What is
 * no decimal goes out as it is, for the daemon names every bad field at once.
 */
export function decimalText(value) {
  if (value === undefined || value === null) return "";
  const text = String(value);
  const match = typeof value === "number" && /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, first, rest = "", power] = match;
  const digits = first + rest;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Whole seconds and the nanoseconds beyond them. */
export function secondsOf(date) {
  const milliseconds = date.getTime();
  if (Number.isNaN(milliseconds)) throw new TypeError("an invalid Date is no instant");
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, (milliseconds - seconds * 1000) * 1_000_000];
}

/** An instant, rounded down to the millisecond. */
export function dateOf(seconds, nanos) {
  return new Date(seconds * 1000 + Math.floor(nanos / 1_000_000));
}

/** Whole seconds and the nanoseconds beyond them, of one sign, of a span in milliseconds. */
export function spanOf(milliseconds) {
  const seconds = Math.trunc(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1_000_000)];
}
