"use strict";
module.exports = validate52;
module.exports.default = validate52;
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"tricord/settings.schema.json","title":"Tricord settings","description":"Everything that can be set about a running service, in code, in a file or by TRICORD_* variables.","type":"object","additionalProperties":false,"properties":{"service":{"$ref":"#/$defs/section-service"},"logs":{"$ref":"#/$defs/section-logs"},"traces":{"$ref":"#/$defs/section-traces"},"propagation":{"$ref":"#/$defs/section-propagation"},"metrics":{"$ref":"#/$defs/section-metrics"},"governor":{"$ref":"#/$defs/section-governor"},"access":{"$ref":"#/$defs/section-access"},"shutdown":{"$ref":"#/$defs/section-shutdown"},"components":{"$ref":"#/$defs/section-components"},"debug":{"$ref":"#/$defs/section-debug"},"production":{"$ref":"#/$defs/section-production"}},"$defs":{"component":{"type":"object","additionalProperties":false,"properties":{"access":{"type":"boolean"},"slowMs":{"type":"number","minimum":0},"captureRequest":{"type":"boolean"},"captureResponse":{"type":"boolean"},"requestBytes":{"type":"integer","minimum":0,"maximum":65536},"responseBytes":{"type":"integer","minimum":0,"maximum":65536},"metrics":{"type":"boolean"},"traces":{"type":"boolean"}}},"headers":{"type":"array","maxItems":16,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,63}$"}},"level":{"enum":["debug","info","warn","error","dpanic","panic","fatal"]},"section-service":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$","nextStart":true},"version":{"type":"string","maxLength":128,"nextStart":true},"mode":{"type":"string","maxLength":128,"nextStart":true},"region":{"type":"string","maxLength":128,"nextStart":true},"zone":{"type":"string","maxLength":128,"nextStart":true},"buildTime":{"type":"string","maxLength":128,"nextStart":true}}},"section-logs":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/$defs/level"},"frameworkLevel":{"$ref":"#/$defs/level"},"destination":{"enum":["stdout","stderr","file"]},"file":{"type":"string"},"frameworkDestination":{"enum":["","stdout","stderr","file"]},"frameworkFile":{"type":"string"},"rotateBytes":{"type":"integer","minimum":0},"rotateMs":{"type":"number","minimum":0},"keepFiles":{"type":"integer","minimum":0},"keepMs":{"type":"number","minimum":0},"sampleFirst":{"type":"integer","minimum":0},"sampleThereafter":{"type":"integer","minimum":0},"linesPerSecond":{"type":"integer","minimum":0},"caller":{"type":"boolean"},"dialect":{"enum":["zap","ego","ecs"],"nextStart":true}}},"section-traces":{"type":"object","additionalProperties":false,"properties":{"endpoint":{"type":"string","maxLength":2048},"exporter":{"enum":["otlp","jaeger","console","none"]},"protocol":{"enum":["protobuf","json","grpc"]},"headers":{"type":"object","additionalProperties":{"type":"string"}},"timeoutMs":{"type":"number","minimum":1,"maximum":600000},"compression":{"enum":["none","gzip"]},"certificate":{"type":"string","maxLength":4096},"clientKey":{"type":"string","maxLength":4096},"clientCertificate":{"type":"string","maxLength":4096},"resource":{"type":"object","additionalProperties":{"type":"string"},"nextStart":true},"sampleRatio":{"type":"number","minimum":0,"maximum":1},"routes":{"type":"object","additionalProperties":{"type":"number","minimum":0,"maximum":1}},"tracesPerSecond":{"type":"number","minimum":0},"keepErrors":{"type":"boolean"},"keepSlow":{"type":"boolean"},"edge":{"type":"boolean"},"trustedNetworks":{"type":"array","items":{"type":"string"}},"queueSpans":{"type":"integer","minimum":1,"maximum":1000000},"queueBytes":{"type":"integer","minimum":65536,"maximum":1073741824},"batchSpans":{"type":"integer","minimum":1,"maximum":10000},"delayMs":{"type":"number","minimum":1,"maximum":600000},"spanAttributes":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"spanEvents":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"spanLinks":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"eventAttributes":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"linkAttributes":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"attributeLength":{"type":"integer","minimum":1,"nextStart":true}}},"section-propagation":{"type":"object","additionalProperties":false,"properties":{"formats":{"type":"array","uniqueItems":true,"items":{"enum":["tracecontext","baggage","b3","b3multi","jaeger"]}},"extraKeys":{"$ref":"#/$defs/headers"},"loggedKeys":{"$ref":"#/$defs/headers"},"trustedHops":{"type":"integer","minimum":0,"maximum":16}}},"section-metrics":{"type":"object","additionalProperties":false,"properties":{"runtime":{"type":"boolean","nextStart":true},"seriesBudget":{"type":"integer","minimum":1,"maximum":100000}}},"section-governor":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean","nextStart":true},"host":{"type":"string","minLength":1,"nextStart":true},"port":{"type":"integer","minimum":0,"maximum":65535,"nextStart":true},"tokenFile":{"type":"string"},"readOnly":{"type":"boolean"},"trustLoopback":{"type":"boolean"},"allowedHosts":{"type":"array","maxItems":50,"items":{"type":"string","minLength":1}},"heapProfile":{"type":"boolean"},"heapSnapshot":{"type":"boolean"},"heapSnapshotBytes":{"type":"integer","minimum":1},"ownThread":{"type":"boolean","nextStart":true}}},"section-access":{"type":"object","additionalProperties":false,"properties":{"servers":{"type":"boolean"},"clients":{"type":"boolean"},"slowMs":{"type":"number","minimum":0}}},"section-shutdown":{"type":"object","additionalProperties":false,"properties":{"deadlineMs":{"type":"number","minimum":0,"maximum":3600000},"notReadyMs":{"type":"number","minimum":0,"maximum":600000}}},"section-components":{"type":"object","description":"What differs for one server, client or kind of operation, by its name.","maxProperties":200,"propertyNames":{"pattern":"^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"},"additionalProperties":{"$ref":"#/$defs/component"}},"section-debug":{"type":"boolean"},"section-production":{"type":"boolean","nextStart":true}}};
const func1 = Object.prototype.hasOwnProperty;
const schema20 = {"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$","nextStart":true},"version":{"type":"string","maxLength":128,"nextStart":true},"mode":{"type":"string","maxLength":128,"nextStart":true},"region":{"type":"string","maxLength":128,"nextStart":true},"zone":{"type":"string","maxLength":128,"nextStart":true},"buildTime":{"type":"string","maxLength":128,"nextStart":true}}};
const func2 = require("ajv/dist/runtime/ucs2length").default;
const pattern3 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.-]*$", "");

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "name") || (key0 === "version")) || (key0 === "mode")) || (key0 === "region")) || (key0 === "zone")) || (key0 === "buildTime"))){
validate53.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 63){
validate53.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate53.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern3.test(data0)){
validate53.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]*$"+"\""}];
return false;
}
}
}
}
else {
validate53.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data1 = data.version;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func2(data1) > 128){
validate53.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate53.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.mode !== undefined){
let data2 = data.mode;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data2 === "string"){
if(func2(data2) > 128){
validate53.errors = [{instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate53.errors = [{instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.region !== undefined){
let data3 = data.region;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data3 === "string"){
if(func2(data3) > 128){
validate53.errors = [{instancePath:instancePath+"/region",schemaPath:"#/properties/region/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate53.errors = [{instancePath:instancePath+"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.zone !== undefined){
let data4 = data.zone;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(func2(data4) > 128){
validate53.errors = [{instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate53.errors = [{instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.buildTime !== undefined){
let data5 = data.buildTime;
const _errs12 = errors;
if(errors === _errs12){
if(typeof data5 === "string"){
if(func2(data5) > 128){
validate53.errors = [{instancePath:instancePath+"/buildTime",schemaPath:"#/properties/buildTime/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate53.errors = [{instancePath:instancePath+"/buildTime",schemaPath:"#/properties/buildTime/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate53.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema21 = {"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/$defs/level"},"frameworkLevel":{"$ref":"#/$defs/level"},"destination":{"enum":["stdout","stderr","file"]},"file":{"type":"string"},"frameworkDestination":{"enum":["","stdout","stderr","file"]},"frameworkFile":{"type":"string"},"rotateBytes":{"type":"integer","minimum":0},"rotateMs":{"type":"number","minimum":0},"keepFiles":{"type":"integer","minimum":0},"keepMs":{"type":"number","minimum":0},"sampleFirst":{"type":"integer","minimum":0},"sampleThereafter":{"type":"integer","minimum":0},"linesPerSecond":{"type":"integer","minimum":0},"caller":{"type":"boolean"},"dialect":{"enum":["zap","ego","ecs"],"nextStart":true}}};
const schema22 = {"enum":["debug","info","warn","error","dpanic","panic","fatal"]};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((((((data === "debug") || (data === "info")) || (data === "warn")) || (data === "error")) || (data === "dpanic")) || (data === "panic")) || (data === "fatal"))){
validate56.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema22.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema21.properties, key0))){
validate55.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.level !== undefined){
const _errs2 = errors;
if(!(validate56(data.level, {instancePath:instancePath+"/level",parentData:data,parentDataProperty:"level",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.frameworkLevel !== undefined){
const _errs3 = errors;
if(!(validate56(data.frameworkLevel, {instancePath:instancePath+"/frameworkLevel",parentData:data,parentDataProperty:"frameworkLevel",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.destination !== undefined){
let data2 = data.destination;
const _errs4 = errors;
if(!(((data2 === "stdout") || (data2 === "stderr")) || (data2 === "file"))){
validate55.errors = [{instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/enum",keyword:"enum",params:{allowedValues: schema21.properties.destination.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.file !== undefined){
const _errs5 = errors;
if(typeof data.file !== "string"){
validate55.errors = [{instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.frameworkDestination !== undefined){
let data4 = data.frameworkDestination;
const _errs7 = errors;
if(!((((data4 === "") || (data4 === "stdout")) || (data4 === "stderr")) || (data4 === "file"))){
validate55.errors = [{instancePath:instancePath+"/frameworkDestination",schemaPath:"#/properties/frameworkDestination/enum",keyword:"enum",params:{allowedValues: schema21.properties.frameworkDestination.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.frameworkFile !== undefined){
const _errs8 = errors;
if(typeof data.frameworkFile !== "string"){
validate55.errors = [{instancePath:instancePath+"/frameworkFile",schemaPath:"#/properties/frameworkFile/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rotateBytes !== undefined){
let data6 = data.rotateBytes;
const _errs10 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate55.errors = [{instancePath:instancePath+"/rotateBytes",schemaPath:"#/properties/rotateBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate55.errors = [{instancePath:instancePath+"/rotateBytes",schemaPath:"#/properties/rotateBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rotateMs !== undefined){
let data7 = data.rotateMs;
const _errs12 = errors;
if(errors === _errs12){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
validate55.errors = [{instancePath:instancePath+"/rotateMs",schemaPath:"#/properties/rotateMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate55.errors = [{instancePath:instancePath+"/rotateMs",schemaPath:"#/properties/rotateMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keepFiles !== undefined){
let data8 = data.keepFiles;
const _errs14 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate55.errors = [{instancePath:instancePath+"/keepFiles",schemaPath:"#/properties/keepFiles/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs14){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
validate55.errors = [{instancePath:instancePath+"/keepFiles",schemaPath:"#/properties/keepFiles/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keepMs !== undefined){
let data9 = data.keepMs;
const _errs16 = errors;
if(errors === _errs16){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate55.errors = [{instancePath:instancePath+"/keepMs",schemaPath:"#/properties/keepMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate55.errors = [{instancePath:instancePath+"/keepMs",schemaPath:"#/properties/keepMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.sampleFirst !== undefined){
let data10 = data.sampleFirst;
const _errs18 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate55.errors = [{instancePath:instancePath+"/sampleFirst",schemaPath:"#/properties/sampleFirst/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs18){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate55.errors = [{instancePath:instancePath+"/sampleFirst",schemaPath:"#/properties/sampleFirst/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.sampleThereafter !== undefined){
let data11 = data.sampleThereafter;
const _errs20 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate55.errors = [{instancePath:instancePath+"/sampleThereafter",schemaPath:"#/properties/sampleThereafter/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs20){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate55.errors = [{instancePath:instancePath+"/sampleThereafter",schemaPath:"#/properties/sampleThereafter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.linesPerSecond !== undefined){
let data12 = data.linesPerSecond;
const _errs22 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate55.errors = [{instancePath:instancePath+"/linesPerSecond",schemaPath:"#/properties/linesPerSecond/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs22){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
validate55.errors = [{instancePath:instancePath+"/linesPerSecond",schemaPath:"#/properties/linesPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.caller !== undefined){
const _errs24 = errors;
if(typeof data.caller !== "boolean"){
validate55.errors = [{instancePath:instancePath+"/caller",schemaPath:"#/properties/caller/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.dialect !== undefined){
let data14 = data.dialect;
const _errs26 = errors;
if(!(((data14 === "zap") || (data14 === "ego")) || (data14 === "ecs"))){
validate55.errors = [{instancePath:instancePath+"/dialect",schemaPath:"#/properties/dialect/enum",keyword:"enum",params:{allowedValues: schema21.properties.dialect.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate55.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema23 = {"type":"object","additionalProperties":false,"properties":{"endpoint":{"type":"string","maxLength":2048},"exporter":{"enum":["otlp","jaeger","console","none"]},"protocol":{"enum":["protobuf","json","grpc"]},"headers":{"type":"object","additionalProperties":{"type":"string"}},"timeoutMs":{"type":"number","minimum":1,"maximum":600000},"compression":{"enum":["none","gzip"]},"certificate":{"type":"string","maxLength":4096},"clientKey":{"type":"string","maxLength":4096},"clientCertificate":{"type":"string","maxLength":4096},"resource":{"type":"object","additionalProperties":{"type":"string"},"nextStart":true},"sampleRatio":{"type":"number","minimum":0,"maximum":1},"routes":{"type":"object","additionalProperties":{"type":"number","minimum":0,"maximum":1}},"tracesPerSecond":{"type":"number","minimum":0},"keepErrors":{"type":"boolean"},"keepSlow":{"type":"boolean"},"edge":{"type":"boolean"},"trustedNetworks":{"type":"array","items":{"type":"string"}},"queueSpans":{"type":"integer","minimum":1,"maximum":1000000},"queueBytes":{"type":"integer","minimum":65536,"maximum":1073741824},"batchSpans":{"type":"integer","minimum":1,"maximum":10000},"delayMs":{"type":"number","minimum":1,"maximum":600000},"spanAttributes":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"spanEvents":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"spanLinks":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"eventAttributes":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"linkAttributes":{"type":"integer","minimum":0,"maximum":10000,"nextStart":true},"attributeLength":{"type":"integer","minimum":1,"nextStart":true}}};

function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema23.properties, key0))){
validate60.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.endpoint !== undefined){
let data0 = data.endpoint;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 2048){
validate60.errors = [{instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.exporter !== undefined){
let data1 = data.exporter;
const _errs4 = errors;
if(!((((data1 === "otlp") || (data1 === "jaeger")) || (data1 === "console")) || (data1 === "none"))){
validate60.errors = [{instancePath:instancePath+"/exporter",schemaPath:"#/properties/exporter/enum",keyword:"enum",params:{allowedValues: schema23.properties.exporter.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.protocol !== undefined){
let data2 = data.protocol;
const _errs5 = errors;
if(!(((data2 === "protobuf") || (data2 === "json")) || (data2 === "grpc"))){
validate60.errors = [{instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/enum",keyword:"enum",params:{allowedValues: schema23.properties.protocol.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.headers !== undefined){
let data3 = data.headers;
const _errs6 = errors;
if(errors === _errs6){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
const _errs9 = errors;
if(typeof data3[key1] !== "string"){
validate60.errors = [{instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs9 === errors;
if(!valid1){
break;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timeoutMs !== undefined){
let data5 = data.timeoutMs;
const _errs11 = errors;
if(errors === _errs11){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 600000 || isNaN(data5)){
validate60.errors = [{instancePath:instancePath+"/timeoutMs",schemaPath:"#/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data5 < 1 || isNaN(data5)){
validate60.errors = [{instancePath:instancePath+"/timeoutMs",schemaPath:"#/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/timeoutMs",schemaPath:"#/properties/timeoutMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.compression !== undefined){
let data6 = data.compression;
const _errs13 = errors;
if(!((data6 === "none") || (data6 === "gzip"))){
validate60.errors = [{instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema23.properties.compression.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.certificate !== undefined){
let data7 = data.certificate;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data7 === "string"){
if(func2(data7) > 4096){
validate60.errors = [{instancePath:instancePath+"/certificate",schemaPath:"#/properties/certificate/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/certificate",schemaPath:"#/properties/certificate/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.clientKey !== undefined){
let data8 = data.clientKey;
const _errs16 = errors;
if(errors === _errs16){
if(typeof data8 === "string"){
if(func2(data8) > 4096){
validate60.errors = [{instancePath:instancePath+"/clientKey",schemaPath:"#/properties/clientKey/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/clientKey",schemaPath:"#/properties/clientKey/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.clientCertificate !== undefined){
let data9 = data.clientCertificate;
const _errs18 = errors;
if(errors === _errs18){
if(typeof data9 === "string"){
if(func2(data9) > 4096){
validate60.errors = [{instancePath:instancePath+"/clientCertificate",schemaPath:"#/properties/clientCertificate/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/clientCertificate",schemaPath:"#/properties/clientCertificate/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.resource !== undefined){
let data10 = data.resource;
const _errs20 = errors;
if(errors === _errs20){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key2 in data10){
const _errs23 = errors;
if(typeof data10[key2] !== "string"){
validate60.errors = [{instancePath:instancePath+"/resource/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs23 === errors;
if(!valid2){
break;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.sampleRatio !== undefined){
let data12 = data.sampleRatio;
const _errs25 = errors;
if(errors === _errs25){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 1 || isNaN(data12)){
validate60.errors = [{instancePath:instancePath+"/sampleRatio",schemaPath:"#/properties/sampleRatio/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data12 < 0 || isNaN(data12)){
validate60.errors = [{instancePath:instancePath+"/sampleRatio",schemaPath:"#/properties/sampleRatio/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/sampleRatio",schemaPath:"#/properties/sampleRatio/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.routes !== undefined){
let data13 = data.routes;
const _errs27 = errors;
if(errors === _errs27){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key3 in data13){
let data14 = data13[key3];
const _errs30 = errors;
if(errors === _errs30){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 1 || isNaN(data14)){
validate60.errors = [{instancePath:instancePath+"/routes/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/routes/additionalProperties/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data14 < 0 || isNaN(data14)){
validate60.errors = [{instancePath:instancePath+"/routes/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/routes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/routes/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/routes/additionalProperties/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid3 = _errs30 === errors;
if(!valid3){
break;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/routes",schemaPath:"#/properties/routes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tracesPerSecond !== undefined){
let data15 = data.tracesPerSecond;
const _errs32 = errors;
if(errors === _errs32){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
validate60.errors = [{instancePath:instancePath+"/tracesPerSecond",schemaPath:"#/properties/tracesPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/tracesPerSecond",schemaPath:"#/properties/tracesPerSecond/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keepErrors !== undefined){
const _errs34 = errors;
if(typeof data.keepErrors !== "boolean"){
validate60.errors = [{instancePath:instancePath+"/keepErrors",schemaPath:"#/properties/keepErrors/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs34 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keepSlow !== undefined){
const _errs36 = errors;
if(typeof data.keepSlow !== "boolean"){
validate60.errors = [{instancePath:instancePath+"/keepSlow",schemaPath:"#/properties/keepSlow/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.edge !== undefined){
const _errs38 = errors;
if(typeof data.edge !== "boolean"){
validate60.errors = [{instancePath:instancePath+"/edge",schemaPath:"#/properties/edge/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs38 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.trustedNetworks !== undefined){
let data19 = data.trustedNetworks;
const _errs40 = errors;
if(errors === _errs40){
if(Array.isArray(data19)){
var valid4 = true;
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
const _errs42 = errors;
if(typeof data19[i0] !== "string"){
validate60.errors = [{instancePath:instancePath+"/trustedNetworks/" + i0,schemaPath:"#/properties/trustedNetworks/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs42 === errors;
if(!valid4){
break;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/trustedNetworks",schemaPath:"#/properties/trustedNetworks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs40 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.queueSpans !== undefined){
let data21 = data.queueSpans;
const _errs44 = errors;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
validate60.errors = [{instancePath:instancePath+"/queueSpans",schemaPath:"#/properties/queueSpans/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs44){
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 1000000 || isNaN(data21)){
validate60.errors = [{instancePath:instancePath+"/queueSpans",schemaPath:"#/properties/queueSpans/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"}];
return false;
}
else {
if(data21 < 1 || isNaN(data21)){
validate60.errors = [{instancePath:instancePath+"/queueSpans",schemaPath:"#/properties/queueSpans/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.queueBytes !== undefined){
let data22 = data.queueBytes;
const _errs46 = errors;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
validate60.errors = [{instancePath:instancePath+"/queueBytes",schemaPath:"#/properties/queueBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs46){
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 1073741824 || isNaN(data22)){
validate60.errors = [{instancePath:instancePath+"/queueBytes",schemaPath:"#/properties/queueBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1073741824},message:"must be <= 1073741824"}];
return false;
}
else {
if(data22 < 65536 || isNaN(data22)){
validate60.errors = [{instancePath:instancePath+"/queueBytes",schemaPath:"#/properties/queueBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 65536},message:"must be >= 65536"}];
return false;
}
}
}
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.batchSpans !== undefined){
let data23 = data.batchSpans;
const _errs48 = errors;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
validate60.errors = [{instancePath:instancePath+"/batchSpans",schemaPath:"#/properties/batchSpans/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs48){
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 10000 || isNaN(data23)){
validate60.errors = [{instancePath:instancePath+"/batchSpans",schemaPath:"#/properties/batchSpans/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data23 < 1 || isNaN(data23)){
validate60.errors = [{instancePath:instancePath+"/batchSpans",schemaPath:"#/properties/batchSpans/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs48 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.delayMs !== undefined){
let data24 = data.delayMs;
const _errs50 = errors;
if(errors === _errs50){
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 600000 || isNaN(data24)){
validate60.errors = [{instancePath:instancePath+"/delayMs",schemaPath:"#/properties/delayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data24 < 1 || isNaN(data24)){
validate60.errors = [{instancePath:instancePath+"/delayMs",schemaPath:"#/properties/delayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/delayMs",schemaPath:"#/properties/delayMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs50 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spanAttributes !== undefined){
let data25 = data.spanAttributes;
const _errs52 = errors;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
validate60.errors = [{instancePath:instancePath+"/spanAttributes",schemaPath:"#/properties/spanAttributes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs52){
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 10000 || isNaN(data25)){
validate60.errors = [{instancePath:instancePath+"/spanAttributes",schemaPath:"#/properties/spanAttributes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data25 < 0 || isNaN(data25)){
validate60.errors = [{instancePath:instancePath+"/spanAttributes",schemaPath:"#/properties/spanAttributes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs52 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spanEvents !== undefined){
let data26 = data.spanEvents;
const _errs54 = errors;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
validate60.errors = [{instancePath:instancePath+"/spanEvents",schemaPath:"#/properties/spanEvents/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs54){
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 10000 || isNaN(data26)){
validate60.errors = [{instancePath:instancePath+"/spanEvents",schemaPath:"#/properties/spanEvents/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data26 < 0 || isNaN(data26)){
validate60.errors = [{instancePath:instancePath+"/spanEvents",schemaPath:"#/properties/spanEvents/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs54 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spanLinks !== undefined){
let data27 = data.spanLinks;
const _errs56 = errors;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
validate60.errors = [{instancePath:instancePath+"/spanLinks",schemaPath:"#/properties/spanLinks/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs56){
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 10000 || isNaN(data27)){
validate60.errors = [{instancePath:instancePath+"/spanLinks",schemaPath:"#/properties/spanLinks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data27 < 0 || isNaN(data27)){
validate60.errors = [{instancePath:instancePath+"/spanLinks",schemaPath:"#/properties/spanLinks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs56 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.eventAttributes !== undefined){
let data28 = data.eventAttributes;
const _errs58 = errors;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
validate60.errors = [{instancePath:instancePath+"/eventAttributes",schemaPath:"#/properties/eventAttributes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs58){
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 10000 || isNaN(data28)){
validate60.errors = [{instancePath:instancePath+"/eventAttributes",schemaPath:"#/properties/eventAttributes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data28 < 0 || isNaN(data28)){
validate60.errors = [{instancePath:instancePath+"/eventAttributes",schemaPath:"#/properties/eventAttributes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs58 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.linkAttributes !== undefined){
let data29 = data.linkAttributes;
const _errs60 = errors;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
validate60.errors = [{instancePath:instancePath+"/linkAttributes",schemaPath:"#/properties/linkAttributes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs60){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 10000 || isNaN(data29)){
validate60.errors = [{instancePath:instancePath+"/linkAttributes",schemaPath:"#/properties/linkAttributes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data29 < 0 || isNaN(data29)){
validate60.errors = [{instancePath:instancePath+"/linkAttributes",schemaPath:"#/properties/linkAttributes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs60 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attributeLength !== undefined){
let data30 = data.attributeLength;
const _errs62 = errors;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
validate60.errors = [{instancePath:instancePath+"/attributeLength",schemaPath:"#/properties/attributeLength/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs62){
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 1 || isNaN(data30)){
validate60.errors = [{instancePath:instancePath+"/attributeLength",schemaPath:"#/properties/attributeLength/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs62 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate60.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate60.errors = vErrors;
return errors === 0;
}
validate60.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema24 = {"type":"object","additionalProperties":false,"properties":{"formats":{"type":"array","uniqueItems":true,"items":{"enum":["tracecontext","baggage","b3","b3multi","jaeger"]}},"extraKeys":{"$ref":"#/$defs/headers"},"loggedKeys":{"$ref":"#/$defs/headers"},"trustedHops":{"type":"integer","minimum":0,"maximum":16}}};
const func0 = require("ajv/dist/runtime/equal").default;
const schema25 = {"type":"array","maxItems":16,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,63}$"}};
const pattern4 = new RegExp("^[a-z0-9][a-z0-9_-]{0,63}$", "");

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 16){
validate63.errors = [{instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 16},message:"must NOT have more than 16 items"}];
return false;
}
else {
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
if(errors === _errs1){
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
validate63.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]{0,63}$"+"\""}];
return false;
}
}
else {
validate63.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
if(valid0){
let i1 = data.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
validate63.errors = [{instancePath,schemaPath:"#/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"}];
return false;
break;
}
indices0[item0] = i1;
}
}
}
}
}
else {
validate63.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate62.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "formats") || (key0 === "extraKeys")) || (key0 === "loggedKeys")) || (key0 === "trustedHops"))){
validate62.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.formats !== undefined){
let data0 = data.formats;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
if(!(((((data1 === "tracecontext") || (data1 === "baggage")) || (data1 === "b3")) || (data1 === "b3multi")) || (data1 === "jaeger"))){
validate62.errors = [{instancePath:instancePath+"/formats/" + i0,schemaPath:"#/properties/formats/items/enum",keyword:"enum",params:{allowedValues: schema24.properties.formats.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
if(valid1){
let i1 = data0.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data0[i1], data0[j0])){
validate62.errors = [{instancePath:instancePath+"/formats",schemaPath:"#/properties/formats/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"}];
return false;
break outer0;
}
}
}
}
}
}
else {
validate62.errors = [{instancePath:instancePath+"/formats",schemaPath:"#/properties/formats/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.extraKeys !== undefined){
const _errs5 = errors;
if(!(validate63(data.extraKeys, {instancePath:instancePath+"/extraKeys",parentData:data,parentDataProperty:"extraKeys",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.loggedKeys !== undefined){
const _errs6 = errors;
if(!(validate63(data.loggedKeys, {instancePath:instancePath+"/loggedKeys",parentData:data,parentDataProperty:"loggedKeys",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.trustedHops !== undefined){
let data4 = data.trustedHops;
const _errs7 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate62.errors = [{instancePath:instancePath+"/trustedHops",schemaPath:"#/properties/trustedHops/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs7){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 16 || isNaN(data4)){
validate62.errors = [{instancePath:instancePath+"/trustedHops",schemaPath:"#/properties/trustedHops/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16"}];
return false;
}
else {
if(data4 < 0 || isNaN(data4)){
validate62.errors = [{instancePath:instancePath+"/trustedHops",schemaPath:"#/properties/trustedHops/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate62.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate62.errors = vErrors;
return errors === 0;
}
validate62.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema26 = {"type":"object","additionalProperties":false,"properties":{"runtime":{"type":"boolean","nextStart":true},"seriesBudget":{"type":"integer","minimum":1,"maximum":100000}}};

function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate67.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "runtime") || (key0 === "seriesBudget"))){
validate67.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.runtime !== undefined){
const _errs2 = errors;
if(typeof data.runtime !== "boolean"){
validate67.errors = [{instancePath:instancePath+"/runtime",schemaPath:"#/properties/runtime/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.seriesBudget !== undefined){
let data1 = data.seriesBudget;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate67.errors = [{instancePath:instancePath+"/seriesBudget",schemaPath:"#/properties/seriesBudget/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100000 || isNaN(data1)){
validate67.errors = [{instancePath:instancePath+"/seriesBudget",schemaPath:"#/properties/seriesBudget/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"}];
return false;
}
else {
if(data1 < 1 || isNaN(data1)){
validate67.errors = [{instancePath:instancePath+"/seriesBudget",schemaPath:"#/properties/seriesBudget/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate67.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate67.errors = vErrors;
return errors === 0;
}
validate67.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema27 = {"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean","nextStart":true},"host":{"type":"string","minLength":1,"nextStart":true},"port":{"type":"integer","minimum":0,"maximum":65535,"nextStart":true},"tokenFile":{"type":"string"},"readOnly":{"type":"boolean"},"trustLoopback":{"type":"boolean"},"allowedHosts":{"type":"array","maxItems":50,"items":{"type":"string","minLength":1}},"heapProfile":{"type":"boolean"},"heapSnapshot":{"type":"boolean"},"heapSnapshotBytes":{"type":"integer","minimum":1},"ownThread":{"type":"boolean","nextStart":true}}};

function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate69.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema27.properties, key0))){
validate69.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.enabled !== undefined){
const _errs2 = errors;
if(typeof data.enabled !== "boolean"){
validate69.errors = [{instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.host !== undefined){
let data1 = data.host;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func2(data1) < 1){
validate69.errors = [{instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate69.errors = [{instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.port !== undefined){
let data2 = data.port;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate69.errors = [{instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
validate69.errors = [{instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"}];
return false;
}
else {
if(data2 < 0 || isNaN(data2)){
validate69.errors = [{instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tokenFile !== undefined){
const _errs8 = errors;
if(typeof data.tokenFile !== "string"){
validate69.errors = [{instancePath:instancePath+"/tokenFile",schemaPath:"#/properties/tokenFile/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.readOnly !== undefined){
const _errs10 = errors;
if(typeof data.readOnly !== "boolean"){
validate69.errors = [{instancePath:instancePath+"/readOnly",schemaPath:"#/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.trustLoopback !== undefined){
const _errs12 = errors;
if(typeof data.trustLoopback !== "boolean"){
validate69.errors = [{instancePath:instancePath+"/trustLoopback",schemaPath:"#/properties/trustLoopback/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.allowedHosts !== undefined){
let data6 = data.allowedHosts;
const _errs14 = errors;
if(errors === _errs14){
if(Array.isArray(data6)){
if(data6.length > 50){
validate69.errors = [{instancePath:instancePath+"/allowedHosts",schemaPath:"#/properties/allowedHosts/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"}];
return false;
}
else {
var valid1 = true;
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
const _errs16 = errors;
if(errors === _errs16){
if(typeof data7 === "string"){
if(func2(data7) < 1){
validate69.errors = [{instancePath:instancePath+"/allowedHosts/" + i0,schemaPath:"#/properties/allowedHosts/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate69.errors = [{instancePath:instancePath+"/allowedHosts/" + i0,schemaPath:"#/properties/allowedHosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs16 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate69.errors = [{instancePath:instancePath+"/allowedHosts",schemaPath:"#/properties/allowedHosts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.heapProfile !== undefined){
const _errs18 = errors;
if(typeof data.heapProfile !== "boolean"){
validate69.errors = [{instancePath:instancePath+"/heapProfile",schemaPath:"#/properties/heapProfile/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.heapSnapshot !== undefined){
const _errs20 = errors;
if(typeof data.heapSnapshot !== "boolean"){
validate69.errors = [{instancePath:instancePath+"/heapSnapshot",schemaPath:"#/properties/heapSnapshot/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.heapSnapshotBytes !== undefined){
let data10 = data.heapSnapshotBytes;
const _errs22 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate69.errors = [{instancePath:instancePath+"/heapSnapshotBytes",schemaPath:"#/properties/heapSnapshotBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs22){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
validate69.errors = [{instancePath:instancePath+"/heapSnapshotBytes",schemaPath:"#/properties/heapSnapshotBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ownThread !== undefined){
const _errs24 = errors;
if(typeof data.ownThread !== "boolean"){
validate69.errors = [{instancePath:instancePath+"/ownThread",schemaPath:"#/properties/ownThread/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate69.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate69.errors = vErrors;
return errors === 0;
}
validate69.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema28 = {"type":"object","additionalProperties":false,"properties":{"servers":{"type":"boolean"},"clients":{"type":"boolean"},"slowMs":{"type":"number","minimum":0}}};

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate71.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "servers") || (key0 === "clients")) || (key0 === "slowMs"))){
validate71.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.servers !== undefined){
const _errs2 = errors;
if(typeof data.servers !== "boolean"){
validate71.errors = [{instancePath:instancePath+"/servers",schemaPath:"#/properties/servers/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.clients !== undefined){
const _errs4 = errors;
if(typeof data.clients !== "boolean"){
validate71.errors = [{instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slowMs !== undefined){
let data2 = data.slowMs;
const _errs6 = errors;
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate71.errors = [{instancePath:instancePath+"/slowMs",schemaPath:"#/properties/slowMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate71.errors = [{instancePath:instancePath+"/slowMs",schemaPath:"#/properties/slowMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate71.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate71.errors = vErrors;
return errors === 0;
}
validate71.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema29 = {"type":"object","additionalProperties":false,"properties":{"deadlineMs":{"type":"number","minimum":0,"maximum":3600000},"notReadyMs":{"type":"number","minimum":0,"maximum":600000}}};

function validate73(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate73.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "deadlineMs") || (key0 === "notReadyMs"))){
validate73.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.deadlineMs !== undefined){
let data0 = data.deadlineMs;
const _errs2 = errors;
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 3600000 || isNaN(data0)){
validate73.errors = [{instancePath:instancePath+"/deadlineMs",schemaPath:"#/properties/deadlineMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600000},message:"must be <= 3600000"}];
return false;
}
else {
if(data0 < 0 || isNaN(data0)){
validate73.errors = [{instancePath:instancePath+"/deadlineMs",schemaPath:"#/properties/deadlineMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate73.errors = [{instancePath:instancePath+"/deadlineMs",schemaPath:"#/properties/deadlineMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.notReadyMs !== undefined){
let data1 = data.notReadyMs;
const _errs4 = errors;
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 600000 || isNaN(data1)){
validate73.errors = [{instancePath:instancePath+"/notReadyMs",schemaPath:"#/properties/notReadyMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate73.errors = [{instancePath:instancePath+"/notReadyMs",schemaPath:"#/properties/notReadyMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate73.errors = [{instancePath:instancePath+"/notReadyMs",schemaPath:"#/properties/notReadyMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate73.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate73.errors = vErrors;
return errors === 0;
}
validate73.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema30 = {"type":"object","description":"What differs for one server, client or kind of operation, by its name.","maxProperties":200,"propertyNames":{"pattern":"^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"},"additionalProperties":{"$ref":"#/$defs/component"}};
const pattern5 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$", "");
const schema31 = {"type":"object","additionalProperties":false,"properties":{"access":{"type":"boolean"},"slowMs":{"type":"number","minimum":0},"captureRequest":{"type":"boolean"},"captureResponse":{"type":"boolean"},"requestBytes":{"type":"integer","minimum":0,"maximum":65536},"responseBytes":{"type":"integer","minimum":0,"maximum":65536},"metrics":{"type":"boolean"},"traces":{"type":"boolean"}}};

function validate76(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate76.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "access") || (key0 === "slowMs")) || (key0 === "captureRequest")) || (key0 === "captureResponse")) || (key0 === "requestBytes")) || (key0 === "responseBytes")) || (key0 === "metrics")) || (key0 === "traces"))){
validate76.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.access !== undefined){
const _errs2 = errors;
if(typeof data.access !== "boolean"){
validate76.errors = [{instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slowMs !== undefined){
let data1 = data.slowMs;
const _errs4 = errors;
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
validate76.errors = [{instancePath:instancePath+"/slowMs",schemaPath:"#/properties/slowMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate76.errors = [{instancePath:instancePath+"/slowMs",schemaPath:"#/properties/slowMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.captureRequest !== undefined){
const _errs6 = errors;
if(typeof data.captureRequest !== "boolean"){
validate76.errors = [{instancePath:instancePath+"/captureRequest",schemaPath:"#/properties/captureRequest/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.captureResponse !== undefined){
const _errs8 = errors;
if(typeof data.captureResponse !== "boolean"){
validate76.errors = [{instancePath:instancePath+"/captureResponse",schemaPath:"#/properties/captureResponse/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.requestBytes !== undefined){
let data4 = data.requestBytes;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate76.errors = [{instancePath:instancePath+"/requestBytes",schemaPath:"#/properties/requestBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 65536 || isNaN(data4)){
validate76.errors = [{instancePath:instancePath+"/requestBytes",schemaPath:"#/properties/requestBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536"}];
return false;
}
else {
if(data4 < 0 || isNaN(data4)){
validate76.errors = [{instancePath:instancePath+"/requestBytes",schemaPath:"#/properties/requestBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.responseBytes !== undefined){
let data5 = data.responseBytes;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate76.errors = [{instancePath:instancePath+"/responseBytes",schemaPath:"#/properties/responseBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 65536 || isNaN(data5)){
validate76.errors = [{instancePath:instancePath+"/responseBytes",schemaPath:"#/properties/responseBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536"}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate76.errors = [{instancePath:instancePath+"/responseBytes",schemaPath:"#/properties/responseBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.metrics !== undefined){
const _errs14 = errors;
if(typeof data.metrics !== "boolean"){
validate76.errors = [{instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.traces !== undefined){
const _errs16 = errors;
if(typeof data.traces !== "boolean"){
validate76.errors = [{instancePath:instancePath+"/traces",schemaPath:"#/properties/traces/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate76.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate76.errors = vErrors;
return errors === 0;
}
validate76.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate75.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 200){
validate75.errors = [{instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"}];
return false;
}
else {
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern5.test(key0)){
const err0 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"+"\"",propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate75.errors = vErrors;
return false;
break;
}
}
if(valid0){
for(const key1 in data){
const _errs3 = errors;
if(!(validate76(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors);
errors = vErrors.length;
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
}
}
else {
validate75.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate75.errors = vErrors;
return errors === 0;
}
validate75.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema32 = {"type":"boolean"};

function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate79.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "boolean"){
validate79.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
validate79.errors = vErrors;
return errors === 0;
}
validate79.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema33 = {"type":"boolean","nextStart":true};

function validate81(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate81.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "boolean"){
validate81.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
validate81.errors = vErrors;
return errors === 0;
}
validate81.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="tricord/settings.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema19.properties, key0))){
validate52.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.service !== undefined){
const _errs2 = errors;
if(!(validate53(data.service, {instancePath:instancePath+"/service",parentData:data,parentDataProperty:"service",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.logs !== undefined){
const _errs3 = errors;
if(!(validate55(data.logs, {instancePath:instancePath+"/logs",parentData:data,parentDataProperty:"logs",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.traces !== undefined){
const _errs4 = errors;
if(!(validate60(data.traces, {instancePath:instancePath+"/traces",parentData:data,parentDataProperty:"traces",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.propagation !== undefined){
const _errs5 = errors;
if(!(validate62(data.propagation, {instancePath:instancePath+"/propagation",parentData:data,parentDataProperty:"propagation",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
errors = vErrors.length;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.metrics !== undefined){
const _errs6 = errors;
if(!(validate67(data.metrics, {instancePath:instancePath+"/metrics",parentData:data,parentDataProperty:"metrics",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.governor !== undefined){
const _errs7 = errors;
if(!(validate69(data.governor, {instancePath:instancePath+"/governor",parentData:data,parentDataProperty:"governor",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.access !== undefined){
const _errs8 = errors;
if(!(validate71(data.access, {instancePath:instancePath+"/access",parentData:data,parentDataProperty:"access",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
errors = vErrors.length;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.shutdown !== undefined){
const _errs9 = errors;
if(!(validate73(data.shutdown, {instancePath:instancePath+"/shutdown",parentData:data,parentDataProperty:"shutdown",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
errors = vErrors.length;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.components !== undefined){
const _errs10 = errors;
if(!(validate75(data.components, {instancePath:instancePath+"/components",parentData:data,parentDataProperty:"components",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
errors = vErrors.length;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.debug !== undefined){
const _errs11 = errors;
if(!(validate79(data.debug, {instancePath:instancePath+"/debug",parentData:data,parentDataProperty:"debug",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
errors = vErrors.length;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.production !== undefined){
const _errs12 = errors;
if(!(validate81(data.production, {instancePath:instancePath+"/production",parentData:data,parentDataProperty:"production",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate52.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
