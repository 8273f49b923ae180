import { STATUS_CODES } from 'node:http';

/** Where Go's `http.StatusText`, which the Go services put into the `code` label, differs from Node's table. */
const goTexts: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  416: 'Requested Range Not Satisfiable',
  418: "I'm a teapot",
  509: '',
};

/** Returns Go's text of an HTTP status, empty for one it does not know. */
export function httpStatusText(status: number): string {
  return goTexts[status] ?? STATUS_CODES[status] ?? '';
}
