import type { Json } from '../json.js';
import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { renderIni } from '../render-ini.js';
import { renderJson } from '../render-json.js';
import { renderPython, renderPythonVars } from '../render-python.js';
import { renderToml } from '../render-toml.js';
import { renderXml } from '../render-xml.js';
import { manifestYamlDoc, manifestYamlStream } from '../render-yaml.js';
import { toJson } from '../to-json.js';
import { isArray, isObject, typeName } from '../values.js';

/** Functions that turn values into text of some format. */
export const MANIFEST_FUNCTIONS: NativeTable = {
  manifestJson: defineNative('value:any', (runtime, value) =>
    renderJson(toJson(value, runtime), { indent: '    ', newline: '\n', colon: ': ', emptyLine: true }),
  ),
  manifestJsonMinified: defineNative('value:any', (runtime, value) =>
    renderJson(toJson(value, runtime), { indent: '', newline: '', colon: ':' }),
  ),
  manifestJsonEx: defineNative(
    'value:any indent:string newline:string? key_val_sep:string?',
    (runtime, ...[value, indent, newline = '\n', colon = ': ']) =>
      renderJson(toJson(value, runtime), { indent, newline, colon, emptyLine: true }),
  ),
  manifestYamlDoc: defineNative(
    'value:any indent_array_in_object:boolean? quote_keys:boolean?',
    (runtime, value, indentArrays = false, quoteKeys = true) =>
      manifestYamlDoc(toJson(value, runtime), { indentArrays, quoteKeys }),
  ),
  manifestYamlStream: defineNative(
    'value:any indent_array_in_object:boolean? c_document_end:boolean? quote_keys:boolean?',
    (runtime, ...[value, indentArrays = false, endsDocument = true, quoteKeys = true]) => {
      if (!isArray(value))
        throw new JsonnetError(`manifestYamlStream only takes arrays, got ${typeName(value)}`);
      return manifestYamlStream(toJson(value, runtime) as Json[], { indentArrays, quoteKeys, endsDocument });
    },
  ),
  manifestToml: defineNative('value:any', (runtime, value) => {
    if (!isObject(value)) throw new JsonnetError(`TOML body must be an object. Got ${typeName(value)}`);
    return renderToml(toJson(value, runtime), '  ');
  }),
  manifestTomlEx: defineNative('value:any indent:string', (runtime, value, indent) => {
    if (!isObject(value)) throw new JsonnetError(`TOML body must be an object. Got ${typeName(value)}`);
    return renderToml(toJson(value, runtime), indent);
  }),
  manifestIni: defineNative('ini:object', (runtime, value) => renderIni(toJson(value, runtime))),
  manifestPython: defineNative('v:any', (runtime, value) => renderPython(toJson(value, runtime))),
  manifestPythonVars: defineNative('conf:object', (runtime, value) =>
    renderPythonVars(toJson(value, runtime)),
  ),
  manifestXmlJsonml: defineNative('value:any', (runtime, value) => {
    if (!isArray(value)) throw new JsonnetError(`Expected a JSONML value (an array), got ${typeName(value)}`);
    return renderXml(toJson(value, runtime));
  }),
};
