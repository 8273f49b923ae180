"use strict";
module.exports = validate20;
module.exports.default = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"tricord/settings.schema.json","title":"Tricord settings","description":"Everything that can be set about a running service, in code, in a file or by TRICORD_* variables.","type":"object","additionalProperties":false,"properties":{"service":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$"},"version":{"type":"string","maxLength":128},"mode":{"type":"string","maxLength":128},"region":{"type":"string","maxLength":128},"zone":{"type":"string","maxLength":128},"buildTime":{"type":"string","maxLength":128}}},"logs":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/$defs/level"},"frameworkLevel":{"$ref":"#/$defs/level"},"destination":{"enum":["stdout","stderr","file"]},"file":{"type":"string"},"frameworkDestination":{"enum":["","stdout","stderr","file"]},"frameworkFile":{"type":"string"},"rotateBytes":{"type":"integer","minimum":0},"rotateMs":{"type":"number","minimum":0},"keepFiles":{"type":"integer","minimum":0},"keepMs":{"type":"number","minimum":0},"sampleFirst":{"type":"integer","minimum":0},"sampleThereafter":{"type":"integer","minimum":0},"linesPerSecond":{"type":"integer","minimum":0},"caller":{"type":"boolean"},"dialect":{"enum":["zap","ego","ecs"]}}},"traces":{"type":"object","additionalProperties":false,"properties":{"endpoint":{"type":"string","maxLength":2048},"exporter":{"enum":["otlp","jaeger","console","none"]},"protocol":{"enum":["protobuf","json","grpc"]},"headers":{"type":"object","additionalProperties":{"type":"string"}},"timeoutMs":{"type":"number","minimum":1,"maximum":600000},"resource":{"type":"object","additionalProperties":{"type":"string"}},"sampleRatio":{"type":"number","minimum":0,"maximum":1},"routes":{"type":"object","additionalProperties":{"type":"number","minimum":0,"maximum":1}},"tracesPerSecond":{"type":"number","minimum":0},"keepErrors":{"type":"boolean"},"keepSlow":{"type":"boolean"},"edge":{"type":"boolean"},"trustedNetworks":{"type":"array","items":{"type":"string"}},"queueSpans":{"type":"integer","minimum":1,"maximum":1000000},"queueBytes":{"type":"integer","minimum":65536,"maximum":1073741824},"batchSpans":{"type":"integer","minimum":1,"maximum":10000},"delayMs":{"type":"number","minimum":1,"maximum":600000},"spanAttributes":{"type":"integer","minimum":0,"maximum":10000},"spanEvents":{"type":"integer","minimum":0,"maximum":10000},"spanLinks":{"type":"integer","minimum":0,"maximum":10000},"eventAttributes":{"type":"integer","minimum":0,"maximum":10000},"linkAttributes":{"type":"integer","minimum":0,"maximum":10000},"attributeLength":{"type":"integer","minimum":1}}},"propagation":{"type":"object","additionalProperties":false,"properties":{"formats":{"type":"array","uniqueItems":true,"items":{"enum":["tracecontext","baggage","b3","b3multi","jaeger"]}},"extraKeys":{"$ref":"#/$defs/headers"},"loggedKeys":{"$ref":"#/$defs/headers"},"trustedHops":{"type":"integer","minimum":0,"maximum":16}}},"metrics":{"type":"object","additionalProperties":false,"properties":{"runtime":{"type":"boolean"},"seriesBudget":{"type":"integer","minimum":1,"maximum":100000}}},"governor":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":0,"maximum":65535},"tokenFile":{"type":"string"},"readOnly":{"type":"boolean"},"trustLoopback":{"type":"boolean"},"allowedHosts":{"type":"array","maxItems":50,"items":{"type":"string","minLength":1}},"heapProfile":{"type":"boolean"},"ownThread":{"type":"boolean"}}},"access":{"type":"object","additionalProperties":false,"properties":{"servers":{"type":"boolean"},"clients":{"type":"boolean"},"slowMs":{"type":"number","minimum":0}}},"shutdown":{"type":"object","additionalProperties":false,"properties":{"deadlineMs":{"type":"number","minimum":0,"maximum":3600000},"notReadyMs":{"type":"number","minimum":0,"maximum":600000}}},"components":{"type":"object","description":"What differs for one server, client or kind of operation, by its name.","maxProperties":200,"propertyNames":{"pattern":"^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"},"additionalProperties":{"$ref":"#/$defs/component"}},"debug":{"type":"boolean"},"production":{"type":"boolean"}},"$defs":{"component":{"type":"object","additionalProperties":false,"properties":{"access":{"type":"boolean"},"slowMs":{"type":"number","minimum":0},"captureRequest":{"type":"boolean"},"captureResponse":{"type":"boolean"},"requestBytes":{"type":"integer","minimum":0,"maximum":65536},"responseBytes":{"type":"integer","minimum":0,"maximum":65536},"metrics":{"type":"boolean"},"traces":{"type":"boolean"}}},"headers":{"type":"array","maxItems":16,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,63}$"}},"level":{"enum":["debug","info","warn","error","dpanic","panic","fatal"]}}};
const schema32 = {"enum":["debug","info","warn","error","dpanic","panic","fatal"]};
const schema34 = {"type":"array","maxItems":16,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,63}$"}};
const schema36 = {"type":"object","additionalProperties":false,"properties":{"access":{"type":"boolean"},"slowMs":{"type":"number","minimum":0},"captureRequest":{"type":"boolean"},"captureResponse":{"type":"boolean"},"requestBytes":{"type":"integer","minimum":0,"maximum":65536},"responseBytes":{"type":"integer","minimum":0,"maximum":65536},"metrics":{"type":"boolean"},"traces":{"type":"boolean"}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const func0 = require("ajv/dist/runtime/equal").default;
const pattern4 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.-]*$", "u");
const pattern5 = new RegExp("^[a-z0-9][a-z0-9_-]{0,63}$", "u");
const pattern7 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="tricord/settings.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
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
if(!(func1.call(schema31.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.service !== undefined){
let data0 = data.service;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
const _errs4 = errors;
for(const key1 in data0){
if(!((((((key1 === "name") || (key1 === "version")) || (key1 === "mode")) || (key1 === "region")) || (key1 === "zone")) || (key1 === "buildTime"))){
validate20.errors = [{instancePath:instancePath+"/service",schemaPath:"#/properties/service/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs4 === errors){
if(data0.name !== undefined){
let data1 = data0.name;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(func2(data1) > 63){
validate20.errors = [{instancePath:instancePath+"/service/name",schemaPath:"#/properties/service/properties/name/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters"}];
return false;
}
else {
if(func2(data1) < 1){
validate20.errors = [{instancePath:instancePath+"/service/name",schemaPath:"#/properties/service/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data1)){
validate20.errors = [{instancePath:instancePath+"/service/name",schemaPath:"#/properties/service/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_.-]*$"+"\""}];
return false;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service/name",schemaPath:"#/properties/service/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.version !== undefined){
let data2 = data0.version;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(func2(data2) > 128){
validate20.errors = [{instancePath:instancePath+"/service/version",schemaPath:"#/properties/service/properties/version/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service/version",schemaPath:"#/properties/service/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.mode !== undefined){
let data3 = data0.mode;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(func2(data3) > 128){
validate20.errors = [{instancePath:instancePath+"/service/mode",schemaPath:"#/properties/service/properties/mode/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service/mode",schemaPath:"#/properties/service/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.region !== undefined){
let data4 = data0.region;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data4 === "string"){
if(func2(data4) > 128){
validate20.errors = [{instancePath:instancePath+"/service/region",schemaPath:"#/properties/service/properties/region/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service/region",schemaPath:"#/properties/service/properties/region/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.zone !== undefined){
let data5 = data0.zone;
const _errs13 = errors;
if(errors === _errs13){
if(typeof data5 === "string"){
if(func2(data5) > 128){
validate20.errors = [{instancePath:instancePath+"/service/zone",schemaPath:"#/properties/service/properties/zone/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service/zone",schemaPath:"#/properties/service/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.buildTime !== undefined){
let data6 = data0.buildTime;
const _errs15 = errors;
if(errors === _errs15){
if(typeof data6 === "string"){
if(func2(data6) > 128){
validate20.errors = [{instancePath:instancePath+"/service/buildTime",schemaPath:"#/properties/service/properties/buildTime/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service/buildTime",schemaPath:"#/properties/service/properties/buildTime/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs15 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/service",schemaPath:"#/properties/service/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.logs !== undefined){
let data7 = data.logs;
const _errs17 = errors;
if(errors === _errs17){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
const _errs19 = errors;
for(const key2 in data7){
if(!(func1.call(schema31.properties.logs.properties, key2))){
validate20.errors = [{instancePath:instancePath+"/logs",schemaPath:"#/properties/logs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs19 === errors){
if(data7.level !== undefined){
let data8 = data7.level;
const _errs20 = errors;
if(!(((((((data8 === "debug") || (data8 === "info")) || (data8 === "warn")) || (data8 === "error")) || (data8 === "dpanic")) || (data8 === "panic")) || (data8 === "fatal"))){
validate20.errors = [{instancePath:instancePath+"/logs/level",schemaPath:"#/$defs/level/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs20 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.frameworkLevel !== undefined){
let data9 = data7.frameworkLevel;
const _errs22 = errors;
if(!(((((((data9 === "debug") || (data9 === "info")) || (data9 === "warn")) || (data9 === "error")) || (data9 === "dpanic")) || (data9 === "panic")) || (data9 === "fatal"))){
validate20.errors = [{instancePath:instancePath+"/logs/frameworkLevel",schemaPath:"#/$defs/level/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs22 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.destination !== undefined){
let data10 = data7.destination;
const _errs24 = errors;
if(!(((data10 === "stdout") || (data10 === "stderr")) || (data10 === "file"))){
validate20.errors = [{instancePath:instancePath+"/logs/destination",schemaPath:"#/properties/logs/properties/destination/enum",keyword:"enum",params:{allowedValues: schema31.properties.logs.properties.destination.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs24 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.file !== undefined){
const _errs25 = errors;
if(typeof data7.file !== "string"){
validate20.errors = [{instancePath:instancePath+"/logs/file",schemaPath:"#/properties/logs/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs25 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.frameworkDestination !== undefined){
let data12 = data7.frameworkDestination;
const _errs27 = errors;
if(!((((data12 === "") || (data12 === "stdout")) || (data12 === "stderr")) || (data12 === "file"))){
validate20.errors = [{instancePath:instancePath+"/logs/frameworkDestination",schemaPath:"#/properties/logs/properties/frameworkDestination/enum",keyword:"enum",params:{allowedValues: schema31.properties.logs.properties.frameworkDestination.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs27 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.frameworkFile !== undefined){
const _errs28 = errors;
if(typeof data7.frameworkFile !== "string"){
validate20.errors = [{instancePath:instancePath+"/logs/frameworkFile",schemaPath:"#/properties/logs/properties/frameworkFile/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs28 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.rotateBytes !== undefined){
let data14 = data7.rotateBytes;
const _errs30 = errors;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
validate20.errors = [{instancePath:instancePath+"/logs/rotateBytes",schemaPath:"#/properties/logs/properties/rotateBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs30){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
validate20.errors = [{instancePath:instancePath+"/logs/rotateBytes",schemaPath:"#/properties/logs/properties/rotateBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs30 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.rotateMs !== undefined){
let data15 = data7.rotateMs;
const _errs32 = errors;
if(errors === _errs32){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
validate20.errors = [{instancePath:instancePath+"/logs/rotateMs",schemaPath:"#/properties/logs/properties/rotateMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/logs/rotateMs",schemaPath:"#/properties/logs/properties/rotateMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid2 = _errs32 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.keepFiles !== undefined){
let data16 = data7.keepFiles;
const _errs34 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate20.errors = [{instancePath:instancePath+"/logs/keepFiles",schemaPath:"#/properties/logs/properties/keepFiles/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs34){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
validate20.errors = [{instancePath:instancePath+"/logs/keepFiles",schemaPath:"#/properties/logs/properties/keepFiles/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs34 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.keepMs !== undefined){
let data17 = data7.keepMs;
const _errs36 = errors;
if(errors === _errs36){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
validate20.errors = [{instancePath:instancePath+"/logs/keepMs",schemaPath:"#/properties/logs/properties/keepMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/logs/keepMs",schemaPath:"#/properties/logs/properties/keepMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid2 = _errs36 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.sampleFirst !== undefined){
let data18 = data7.sampleFirst;
const _errs38 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate20.errors = [{instancePath:instancePath+"/logs/sampleFirst",schemaPath:"#/properties/logs/properties/sampleFirst/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs38){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate20.errors = [{instancePath:instancePath+"/logs/sampleFirst",schemaPath:"#/properties/logs/properties/sampleFirst/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs38 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.sampleThereafter !== undefined){
let data19 = data7.sampleThereafter;
const _errs40 = errors;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
validate20.errors = [{instancePath:instancePath+"/logs/sampleThereafter",schemaPath:"#/properties/logs/properties/sampleThereafter/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs40){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate20.errors = [{instancePath:instancePath+"/logs/sampleThereafter",schemaPath:"#/properties/logs/properties/sampleThereafter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs40 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.linesPerSecond !== undefined){
let data20 = data7.linesPerSecond;
const _errs42 = errors;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
validate20.errors = [{instancePath:instancePath+"/logs/linesPerSecond",schemaPath:"#/properties/logs/properties/linesPerSecond/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs42){
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
validate20.errors = [{instancePath:instancePath+"/logs/linesPerSecond",schemaPath:"#/properties/logs/properties/linesPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs42 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.caller !== undefined){
const _errs44 = errors;
if(typeof data7.caller !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/logs/caller",schemaPath:"#/properties/logs/properties/caller/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid2 = _errs44 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.dialect !== undefined){
let data22 = data7.dialect;
const _errs46 = errors;
if(!(((data22 === "zap") || (data22 === "ego")) || (data22 === "ecs"))){
validate20.errors = [{instancePath:instancePath+"/logs/dialect",schemaPath:"#/properties/logs/properties/dialect/enum",keyword:"enum",params:{allowedValues: schema31.properties.logs.properties.dialect.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs46 === errors;
}
else {
var valid2 = true;
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
validate20.errors = [{instancePath:instancePath+"/logs",schemaPath:"#/properties/logs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.traces !== undefined){
let data23 = data.traces;
const _errs47 = errors;
if(errors === _errs47){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
const _errs49 = errors;
for(const key3 in data23){
if(!(func1.call(schema31.properties.traces.properties, key3))){
validate20.errors = [{instancePath:instancePath+"/traces",schemaPath:"#/properties/traces/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs49 === errors){
if(data23.endpoint !== undefined){
let data24 = data23.endpoint;
const _errs50 = errors;
if(errors === _errs50){
if(typeof data24 === "string"){
if(func2(data24) > 2048){
validate20.errors = [{instancePath:instancePath+"/traces/endpoint",schemaPath:"#/properties/traces/properties/endpoint/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/endpoint",schemaPath:"#/properties/traces/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs50 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.exporter !== undefined){
let data25 = data23.exporter;
const _errs52 = errors;
if(!((((data25 === "otlp") || (data25 === "jaeger")) || (data25 === "console")) || (data25 === "none"))){
validate20.errors = [{instancePath:instancePath+"/traces/exporter",schemaPath:"#/properties/traces/properties/exporter/enum",keyword:"enum",params:{allowedValues: schema31.properties.traces.properties.exporter.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs52 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.protocol !== undefined){
let data26 = data23.protocol;
const _errs53 = errors;
if(!(((data26 === "protobuf") || (data26 === "json")) || (data26 === "grpc"))){
validate20.errors = [{instancePath:instancePath+"/traces/protocol",schemaPath:"#/properties/traces/properties/protocol/enum",keyword:"enum",params:{allowedValues: schema31.properties.traces.properties.protocol.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs53 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.headers !== undefined){
let data27 = data23.headers;
const _errs54 = errors;
if(errors === _errs54){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key4 in data27){
const _errs57 = errors;
if(typeof data27[key4] !== "string"){
validate20.errors = [{instancePath:instancePath+"/traces/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/traces/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs57 === errors;
if(!valid6){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/headers",schemaPath:"#/properties/traces/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs54 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.timeoutMs !== undefined){
let data29 = data23.timeoutMs;
const _errs59 = errors;
if(errors === _errs59){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 600000 || isNaN(data29)){
validate20.errors = [{instancePath:instancePath+"/traces/timeoutMs",schemaPath:"#/properties/traces/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data29 < 1 || isNaN(data29)){
validate20.errors = [{instancePath:instancePath+"/traces/timeoutMs",schemaPath:"#/properties/traces/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/timeoutMs",schemaPath:"#/properties/traces/properties/timeoutMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid5 = _errs59 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.resource !== undefined){
let data30 = data23.resource;
const _errs61 = errors;
if(errors === _errs61){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key5 in data30){
const _errs64 = errors;
if(typeof data30[key5] !== "string"){
validate20.errors = [{instancePath:instancePath+"/traces/resource/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/traces/properties/resource/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid7 = _errs64 === errors;
if(!valid7){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/resource",schemaPath:"#/properties/traces/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs61 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.sampleRatio !== undefined){
let data32 = data23.sampleRatio;
const _errs66 = errors;
if(errors === _errs66){
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 1 || isNaN(data32)){
validate20.errors = [{instancePath:instancePath+"/traces/sampleRatio",schemaPath:"#/properties/traces/properties/sampleRatio/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data32 < 0 || isNaN(data32)){
validate20.errors = [{instancePath:instancePath+"/traces/sampleRatio",schemaPath:"#/properties/traces/properties/sampleRatio/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/sampleRatio",schemaPath:"#/properties/traces/properties/sampleRatio/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid5 = _errs66 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.routes !== undefined){
let data33 = data23.routes;
const _errs68 = errors;
if(errors === _errs68){
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key6 in data33){
let data34 = data33[key6];
const _errs71 = errors;
if(errors === _errs71){
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 1 || isNaN(data34)){
validate20.errors = [{instancePath:instancePath+"/traces/routes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/traces/properties/routes/additionalProperties/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data34 < 0 || isNaN(data34)){
validate20.errors = [{instancePath:instancePath+"/traces/routes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/traces/properties/routes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/routes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/traces/properties/routes/additionalProperties/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid8 = _errs71 === errors;
if(!valid8){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/routes",schemaPath:"#/properties/traces/properties/routes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs68 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.tracesPerSecond !== undefined){
let data35 = data23.tracesPerSecond;
const _errs73 = errors;
if(errors === _errs73){
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 0 || isNaN(data35)){
validate20.errors = [{instancePath:instancePath+"/traces/tracesPerSecond",schemaPath:"#/properties/traces/properties/tracesPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/tracesPerSecond",schemaPath:"#/properties/traces/properties/tracesPerSecond/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid5 = _errs73 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.keepErrors !== undefined){
const _errs75 = errors;
if(typeof data23.keepErrors !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/traces/keepErrors",schemaPath:"#/properties/traces/properties/keepErrors/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs75 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.keepSlow !== undefined){
const _errs77 = errors;
if(typeof data23.keepSlow !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/traces/keepSlow",schemaPath:"#/properties/traces/properties/keepSlow/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs77 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.edge !== undefined){
const _errs79 = errors;
if(typeof data23.edge !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/traces/edge",schemaPath:"#/properties/traces/properties/edge/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs79 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.trustedNetworks !== undefined){
let data39 = data23.trustedNetworks;
const _errs81 = errors;
if(errors === _errs81){
if(Array.isArray(data39)){
var valid9 = true;
const len0 = data39.length;
for(let i0=0; i0<len0; i0++){
const _errs83 = errors;
if(typeof data39[i0] !== "string"){
validate20.errors = [{instancePath:instancePath+"/traces/trustedNetworks/" + i0,schemaPath:"#/properties/traces/properties/trustedNetworks/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs83 === errors;
if(!valid9){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/trustedNetworks",schemaPath:"#/properties/traces/properties/trustedNetworks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs81 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.queueSpans !== undefined){
let data41 = data23.queueSpans;
const _errs85 = errors;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
validate20.errors = [{instancePath:instancePath+"/traces/queueSpans",schemaPath:"#/properties/traces/properties/queueSpans/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs85){
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 1000000 || isNaN(data41)){
validate20.errors = [{instancePath:instancePath+"/traces/queueSpans",schemaPath:"#/properties/traces/properties/queueSpans/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"}];
return false;
}
else {
if(data41 < 1 || isNaN(data41)){
validate20.errors = [{instancePath:instancePath+"/traces/queueSpans",schemaPath:"#/properties/traces/properties/queueSpans/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid5 = _errs85 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.queueBytes !== undefined){
let data42 = data23.queueBytes;
const _errs87 = errors;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
validate20.errors = [{instancePath:instancePath+"/traces/queueBytes",schemaPath:"#/properties/traces/properties/queueBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs87){
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 1073741824 || isNaN(data42)){
validate20.errors = [{instancePath:instancePath+"/traces/queueBytes",schemaPath:"#/properties/traces/properties/queueBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1073741824},message:"must be <= 1073741824"}];
return false;
}
else {
if(data42 < 65536 || isNaN(data42)){
validate20.errors = [{instancePath:instancePath+"/traces/queueBytes",schemaPath:"#/properties/traces/properties/queueBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 65536},message:"must be >= 65536"}];
return false;
}
}
}
}
var valid5 = _errs87 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.batchSpans !== undefined){
let data43 = data23.batchSpans;
const _errs89 = errors;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
validate20.errors = [{instancePath:instancePath+"/traces/batchSpans",schemaPath:"#/properties/traces/properties/batchSpans/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs89){
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 10000 || isNaN(data43)){
validate20.errors = [{instancePath:instancePath+"/traces/batchSpans",schemaPath:"#/properties/traces/properties/batchSpans/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data43 < 1 || isNaN(data43)){
validate20.errors = [{instancePath:instancePath+"/traces/batchSpans",schemaPath:"#/properties/traces/properties/batchSpans/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid5 = _errs89 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.delayMs !== undefined){
let data44 = data23.delayMs;
const _errs91 = errors;
if(errors === _errs91){
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 600000 || isNaN(data44)){
validate20.errors = [{instancePath:instancePath+"/traces/delayMs",schemaPath:"#/properties/traces/properties/delayMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data44 < 1 || isNaN(data44)){
validate20.errors = [{instancePath:instancePath+"/traces/delayMs",schemaPath:"#/properties/traces/properties/delayMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/traces/delayMs",schemaPath:"#/properties/traces/properties/delayMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid5 = _errs91 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.spanAttributes !== undefined){
let data45 = data23.spanAttributes;
const _errs93 = errors;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
validate20.errors = [{instancePath:instancePath+"/traces/spanAttributes",schemaPath:"#/properties/traces/properties/spanAttributes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs93){
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 10000 || isNaN(data45)){
validate20.errors = [{instancePath:instancePath+"/traces/spanAttributes",schemaPath:"#/properties/traces/properties/spanAttributes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data45 < 0 || isNaN(data45)){
validate20.errors = [{instancePath:instancePath+"/traces/spanAttributes",schemaPath:"#/properties/traces/properties/spanAttributes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid5 = _errs93 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.spanEvents !== undefined){
let data46 = data23.spanEvents;
const _errs95 = errors;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
validate20.errors = [{instancePath:instancePath+"/traces/spanEvents",schemaPath:"#/properties/traces/properties/spanEvents/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs95){
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 10000 || isNaN(data46)){
validate20.errors = [{instancePath:instancePath+"/traces/spanEvents",schemaPath:"#/properties/traces/properties/spanEvents/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data46 < 0 || isNaN(data46)){
validate20.errors = [{instancePath:instancePath+"/traces/spanEvents",schemaPath:"#/properties/traces/properties/spanEvents/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid5 = _errs95 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.spanLinks !== undefined){
let data47 = data23.spanLinks;
const _errs97 = errors;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
validate20.errors = [{instancePath:instancePath+"/traces/spanLinks",schemaPath:"#/properties/traces/properties/spanLinks/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs97){
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 10000 || isNaN(data47)){
validate20.errors = [{instancePath:instancePath+"/traces/spanLinks",schemaPath:"#/properties/traces/properties/spanLinks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data47 < 0 || isNaN(data47)){
validate20.errors = [{instancePath:instancePath+"/traces/spanLinks",schemaPath:"#/properties/traces/properties/spanLinks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid5 = _errs97 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.eventAttributes !== undefined){
let data48 = data23.eventAttributes;
const _errs99 = errors;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
validate20.errors = [{instancePath:instancePath+"/traces/eventAttributes",schemaPath:"#/properties/traces/properties/eventAttributes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs99){
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 10000 || isNaN(data48)){
validate20.errors = [{instancePath:instancePath+"/traces/eventAttributes",schemaPath:"#/properties/traces/properties/eventAttributes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data48 < 0 || isNaN(data48)){
validate20.errors = [{instancePath:instancePath+"/traces/eventAttributes",schemaPath:"#/properties/traces/properties/eventAttributes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid5 = _errs99 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.linkAttributes !== undefined){
let data49 = data23.linkAttributes;
const _errs101 = errors;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
validate20.errors = [{instancePath:instancePath+"/traces/linkAttributes",schemaPath:"#/properties/traces/properties/linkAttributes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs101){
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 > 10000 || isNaN(data49)){
validate20.errors = [{instancePath:instancePath+"/traces/linkAttributes",schemaPath:"#/properties/traces/properties/linkAttributes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data49 < 0 || isNaN(data49)){
validate20.errors = [{instancePath:instancePath+"/traces/linkAttributes",schemaPath:"#/properties/traces/properties/linkAttributes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid5 = _errs101 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.attributeLength !== undefined){
let data50 = data23.attributeLength;
const _errs103 = errors;
if(!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))){
validate20.errors = [{instancePath:instancePath+"/traces/attributeLength",schemaPath:"#/properties/traces/properties/attributeLength/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs103){
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 < 1 || isNaN(data50)){
validate20.errors = [{instancePath:instancePath+"/traces/attributeLength",schemaPath:"#/properties/traces/properties/attributeLength/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid5 = _errs103 === errors;
}
else {
var valid5 = true;
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
validate20.errors = [{instancePath:instancePath+"/traces",schemaPath:"#/properties/traces/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.propagation !== undefined){
let data51 = data.propagation;
const _errs105 = errors;
if(errors === _errs105){
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
const _errs107 = errors;
for(const key7 in data51){
if(!((((key7 === "formats") || (key7 === "extraKeys")) || (key7 === "loggedKeys")) || (key7 === "trustedHops"))){
validate20.errors = [{instancePath:instancePath+"/propagation",schemaPath:"#/properties/propagation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs107 === errors){
if(data51.formats !== undefined){
let data52 = data51.formats;
const _errs108 = errors;
if(errors === _errs108){
if(Array.isArray(data52)){
var valid11 = true;
const len1 = data52.length;
for(let i1=0; i1<len1; i1++){
let data53 = data52[i1];
const _errs110 = errors;
if(!(((((data53 === "tracecontext") || (data53 === "baggage")) || (data53 === "b3")) || (data53 === "b3multi")) || (data53 === "jaeger"))){
validate20.errors = [{instancePath:instancePath+"/propagation/formats/" + i1,schemaPath:"#/properties/propagation/properties/formats/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.propagation.properties.formats.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid11 = _errs110 === errors;
if(!valid11){
break;
}
}
if(valid11){
let i2 = data52.length;
let j0;
if(i2 > 1){
outer0:
for(;i2--;){
for(j0 = i2; j0--;){
if(func0(data52[i2], data52[j0])){
validate20.errors = [{instancePath:instancePath+"/propagation/formats",schemaPath:"#/properties/propagation/properties/formats/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)"}];
return false;
break outer0;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/propagation/formats",schemaPath:"#/properties/propagation/properties/formats/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs108 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data51.extraKeys !== undefined){
let data54 = data51.extraKeys;
const _errs111 = errors;
const _errs112 = errors;
if(errors === _errs112){
if(Array.isArray(data54)){
if(data54.length > 16){
validate20.errors = [{instancePath:instancePath+"/propagation/extraKeys",schemaPath:"#/$defs/headers/maxItems",keyword:"maxItems",params:{limit: 16},message:"must NOT have more than 16 items"}];
return false;
}
else {
var valid14 = true;
const len2 = data54.length;
for(let i3=0; i3<len2; i3++){
let data55 = data54[i3];
const _errs114 = errors;
if(errors === _errs114){
if(typeof data55 === "string"){
if(!pattern5.test(data55)){
validate20.errors = [{instancePath:instancePath+"/propagation/extraKeys/" + i3,schemaPath:"#/$defs/headers/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]{0,63}$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/propagation/extraKeys/" + i3,schemaPath:"#/$defs/headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid14 = _errs114 === errors;
if(!valid14){
break;
}
}
if(valid14){
let i4 = data54.length;
let j1;
if(i4 > 1){
const indices0 = {};
for(;i4--;){
let item0 = data54[i4];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j1 = indices0[item0];
validate20.errors = [{instancePath:instancePath+"/propagation/extraKeys",schemaPath:"#/$defs/headers/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)"}];
return false;
break;
}
indices0[item0] = i4;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/propagation/extraKeys",schemaPath:"#/$defs/headers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs111 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data51.loggedKeys !== undefined){
let data56 = data51.loggedKeys;
const _errs116 = errors;
const _errs117 = errors;
if(errors === _errs117){
if(Array.isArray(data56)){
if(data56.length > 16){
validate20.errors = [{instancePath:instancePath+"/propagation/loggedKeys",schemaPath:"#/$defs/headers/maxItems",keyword:"maxItems",params:{limit: 16},message:"must NOT have more than 16 items"}];
return false;
}
else {
var valid17 = true;
const len3 = data56.length;
for(let i5=0; i5<len3; i5++){
let data57 = data56[i5];
const _errs119 = errors;
if(errors === _errs119){
if(typeof data57 === "string"){
if(!pattern5.test(data57)){
validate20.errors = [{instancePath:instancePath+"/propagation/loggedKeys/" + i5,schemaPath:"#/$defs/headers/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]{0,63}$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/propagation/loggedKeys/" + i5,schemaPath:"#/$defs/headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid17 = _errs119 === errors;
if(!valid17){
break;
}
}
if(valid17){
let i6 = data56.length;
let j2;
if(i6 > 1){
const indices1 = {};
for(;i6--;){
let item1 = data56[i6];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j2 = indices1[item1];
validate20.errors = [{instancePath:instancePath+"/propagation/loggedKeys",schemaPath:"#/$defs/headers/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)"}];
return false;
break;
}
indices1[item1] = i6;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/propagation/loggedKeys",schemaPath:"#/$defs/headers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs116 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data51.trustedHops !== undefined){
let data58 = data51.trustedHops;
const _errs121 = errors;
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
validate20.errors = [{instancePath:instancePath+"/propagation/trustedHops",schemaPath:"#/properties/propagation/properties/trustedHops/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs121){
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 > 16 || isNaN(data58)){
validate20.errors = [{instancePath:instancePath+"/propagation/trustedHops",schemaPath:"#/properties/propagation/properties/trustedHops/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16"}];
return false;
}
else {
if(data58 < 0 || isNaN(data58)){
validate20.errors = [{instancePath:instancePath+"/propagation/trustedHops",schemaPath:"#/properties/propagation/properties/trustedHops/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid10 = _errs121 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/propagation",schemaPath:"#/properties/propagation/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs105 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.metrics !== undefined){
let data59 = data.metrics;
const _errs123 = errors;
if(errors === _errs123){
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
const _errs125 = errors;
for(const key8 in data59){
if(!((key8 === "runtime") || (key8 === "seriesBudget"))){
validate20.errors = [{instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs125 === errors){
if(data59.runtime !== undefined){
const _errs126 = errors;
if(typeof data59.runtime !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/metrics/runtime",schemaPath:"#/properties/metrics/properties/runtime/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid19 = _errs126 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data59.seriesBudget !== undefined){
let data61 = data59.seriesBudget;
const _errs128 = errors;
if(!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))){
validate20.errors = [{instancePath:instancePath+"/metrics/seriesBudget",schemaPath:"#/properties/metrics/properties/seriesBudget/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs128){
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 > 100000 || isNaN(data61)){
validate20.errors = [{instancePath:instancePath+"/metrics/seriesBudget",schemaPath:"#/properties/metrics/properties/seriesBudget/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"}];
return false;
}
else {
if(data61 < 1 || isNaN(data61)){
validate20.errors = [{instancePath:instancePath+"/metrics/seriesBudget",schemaPath:"#/properties/metrics/properties/seriesBudget/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid19 = _errs128 === errors;
}
else {
var valid19 = true;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs123 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.governor !== undefined){
let data62 = data.governor;
const _errs130 = errors;
if(errors === _errs130){
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
const _errs132 = errors;
for(const key9 in data62){
if(!(func1.call(schema31.properties.governor.properties, key9))){
validate20.errors = [{instancePath:instancePath+"/governor",schemaPath:"#/properties/governor/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs132 === errors){
if(data62.enabled !== undefined){
const _errs133 = errors;
if(typeof data62.enabled !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/governor/enabled",schemaPath:"#/properties/governor/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid20 = _errs133 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.host !== undefined){
let data64 = data62.host;
const _errs135 = errors;
if(errors === _errs135){
if(typeof data64 === "string"){
if(func2(data64) < 1){
validate20.errors = [{instancePath:instancePath+"/governor/host",schemaPath:"#/properties/governor/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/governor/host",schemaPath:"#/properties/governor/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs135 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.port !== undefined){
let data65 = data62.port;
const _errs137 = errors;
if(!(((typeof data65 == "number") && (!(data65 % 1) && !isNaN(data65))) && (isFinite(data65)))){
validate20.errors = [{instancePath:instancePath+"/governor/port",schemaPath:"#/properties/governor/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs137){
if((typeof data65 == "number") && (isFinite(data65))){
if(data65 > 65535 || isNaN(data65)){
validate20.errors = [{instancePath:instancePath+"/governor/port",schemaPath:"#/properties/governor/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"}];
return false;
}
else {
if(data65 < 0 || isNaN(data65)){
validate20.errors = [{instancePath:instancePath+"/governor/port",schemaPath:"#/properties/governor/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid20 = _errs137 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.tokenFile !== undefined){
const _errs139 = errors;
if(typeof data62.tokenFile !== "string"){
validate20.errors = [{instancePath:instancePath+"/governor/tokenFile",schemaPath:"#/properties/governor/properties/tokenFile/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid20 = _errs139 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.readOnly !== undefined){
const _errs141 = errors;
if(typeof data62.readOnly !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/governor/readOnly",schemaPath:"#/properties/governor/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid20 = _errs141 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.trustLoopback !== undefined){
const _errs143 = errors;
if(typeof data62.trustLoopback !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/governor/trustLoopback",schemaPath:"#/properties/governor/properties/trustLoopback/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid20 = _errs143 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.allowedHosts !== undefined){
let data69 = data62.allowedHosts;
const _errs145 = errors;
if(errors === _errs145){
if(Array.isArray(data69)){
if(data69.length > 50){
validate20.errors = [{instancePath:instancePath+"/governor/allowedHosts",schemaPath:"#/properties/governor/properties/allowedHosts/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"}];
return false;
}
else {
var valid21 = true;
const len4 = data69.length;
for(let i7=0; i7<len4; i7++){
let data70 = data69[i7];
const _errs147 = errors;
if(errors === _errs147){
if(typeof data70 === "string"){
if(func2(data70) < 1){
validate20.errors = [{instancePath:instancePath+"/governor/allowedHosts/" + i7,schemaPath:"#/properties/governor/properties/allowedHosts/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/governor/allowedHosts/" + i7,schemaPath:"#/properties/governor/properties/allowedHosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid21 = _errs147 === errors;
if(!valid21){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/governor/allowedHosts",schemaPath:"#/properties/governor/properties/allowedHosts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid20 = _errs145 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.heapProfile !== undefined){
const _errs149 = errors;
if(typeof data62.heapProfile !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/governor/heapProfile",schemaPath:"#/properties/governor/properties/heapProfile/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid20 = _errs149 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data62.ownThread !== undefined){
const _errs151 = errors;
if(typeof data62.ownThread !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/governor/ownThread",schemaPath:"#/properties/governor/properties/ownThread/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid20 = _errs151 === errors;
}
else {
var valid20 = true;
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
validate20.errors = [{instancePath:instancePath+"/governor",schemaPath:"#/properties/governor/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs130 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.access !== undefined){
let data73 = data.access;
const _errs153 = errors;
if(errors === _errs153){
if(data73 && typeof data73 == "object" && !Array.isArray(data73)){
const _errs155 = errors;
for(const key10 in data73){
if(!(((key10 === "servers") || (key10 === "clients")) || (key10 === "slowMs"))){
validate20.errors = [{instancePath:instancePath+"/access",schemaPath:"#/properties/access/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs155 === errors){
if(data73.servers !== undefined){
const _errs156 = errors;
if(typeof data73.servers !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/access/servers",schemaPath:"#/properties/access/properties/servers/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid22 = _errs156 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data73.clients !== undefined){
const _errs158 = errors;
if(typeof data73.clients !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/access/clients",schemaPath:"#/properties/access/properties/clients/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid22 = _errs158 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data73.slowMs !== undefined){
let data76 = data73.slowMs;
const _errs160 = errors;
if(errors === _errs160){
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 < 0 || isNaN(data76)){
validate20.errors = [{instancePath:instancePath+"/access/slowMs",schemaPath:"#/properties/access/properties/slowMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/access/slowMs",schemaPath:"#/properties/access/properties/slowMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid22 = _errs160 === errors;
}
else {
var valid22 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs153 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.shutdown !== undefined){
let data77 = data.shutdown;
const _errs162 = errors;
if(errors === _errs162){
if(data77 && typeof data77 == "object" && !Array.isArray(data77)){
const _errs164 = errors;
for(const key11 in data77){
if(!((key11 === "deadlineMs") || (key11 === "notReadyMs"))){
validate20.errors = [{instancePath:instancePath+"/shutdown",schemaPath:"#/properties/shutdown/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs164 === errors){
if(data77.deadlineMs !== undefined){
let data78 = data77.deadlineMs;
const _errs165 = errors;
if(errors === _errs165){
if((typeof data78 == "number") && (isFinite(data78))){
if(data78 > 3600000 || isNaN(data78)){
validate20.errors = [{instancePath:instancePath+"/shutdown/deadlineMs",schemaPath:"#/properties/shutdown/properties/deadlineMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600000},message:"must be <= 3600000"}];
return false;
}
else {
if(data78 < 0 || isNaN(data78)){
validate20.errors = [{instancePath:instancePath+"/shutdown/deadlineMs",schemaPath:"#/properties/shutdown/properties/deadlineMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shutdown/deadlineMs",schemaPath:"#/properties/shutdown/properties/deadlineMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid23 = _errs165 === errors;
}
else {
var valid23 = true;
}
if(valid23){
if(data77.notReadyMs !== undefined){
let data79 = data77.notReadyMs;
const _errs167 = errors;
if(errors === _errs167){
if((typeof data79 == "number") && (isFinite(data79))){
if(data79 > 600000 || isNaN(data79)){
validate20.errors = [{instancePath:instancePath+"/shutdown/notReadyMs",schemaPath:"#/properties/shutdown/properties/notReadyMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data79 < 0 || isNaN(data79)){
validate20.errors = [{instancePath:instancePath+"/shutdown/notReadyMs",schemaPath:"#/properties/shutdown/properties/notReadyMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shutdown/notReadyMs",schemaPath:"#/properties/shutdown/properties/notReadyMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid23 = _errs167 === errors;
}
else {
var valid23 = true;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/shutdown",schemaPath:"#/properties/shutdown/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs162 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.components !== undefined){
let data80 = data.components;
const _errs169 = errors;
if(errors === _errs169){
if(data80 && typeof data80 == "object" && !Array.isArray(data80)){
if(Object.keys(data80).length > 200){
validate20.errors = [{instancePath:instancePath+"/components",schemaPath:"#/properties/components/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"}];
return false;
}
else {
for(const key12 in data80){
const _errs171 = errors;
if(typeof key12 === "string"){
if(!pattern7.test(key12)){
const err0 = {instancePath:instancePath+"/components",schemaPath:"#/properties/components/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$"+"\"",propertyName:key12};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid24 = _errs171 === errors;
if(!valid24){
const err1 = {instancePath:instancePath+"/components",schemaPath:"#/properties/components/propertyNames",keyword:"propertyNames",params:{propertyName: key12},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate20.errors = vErrors;
return false;
break;
}
}
if(valid24){
for(const key13 in data80){
let data81 = data80[key13];
const _errs173 = errors;
const _errs174 = errors;
if(errors === _errs174){
if(data81 && typeof data81 == "object" && !Array.isArray(data81)){
const _errs176 = errors;
for(const key14 in data81){
if(!((((((((key14 === "access") || (key14 === "slowMs")) || (key14 === "captureRequest")) || (key14 === "captureResponse")) || (key14 === "requestBytes")) || (key14 === "responseBytes")) || (key14 === "metrics")) || (key14 === "traces"))){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/component/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs176 === errors){
if(data81.access !== undefined){
const _errs177 = errors;
if(typeof data81.access !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/access",schemaPath:"#/$defs/component/properties/access/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid27 = _errs177 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.slowMs !== undefined){
let data83 = data81.slowMs;
const _errs179 = errors;
if(errors === _errs179){
if((typeof data83 == "number") && (isFinite(data83))){
if(data83 < 0 || isNaN(data83)){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/slowMs",schemaPath:"#/$defs/component/properties/slowMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/slowMs",schemaPath:"#/$defs/component/properties/slowMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid27 = _errs179 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.captureRequest !== undefined){
const _errs181 = errors;
if(typeof data81.captureRequest !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/captureRequest",schemaPath:"#/$defs/component/properties/captureRequest/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid27 = _errs181 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.captureResponse !== undefined){
const _errs183 = errors;
if(typeof data81.captureResponse !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/captureResponse",schemaPath:"#/$defs/component/properties/captureResponse/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid27 = _errs183 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.requestBytes !== undefined){
let data86 = data81.requestBytes;
const _errs185 = errors;
if(!(((typeof data86 == "number") && (!(data86 % 1) && !isNaN(data86))) && (isFinite(data86)))){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/requestBytes",schemaPath:"#/$defs/component/properties/requestBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs185){
if((typeof data86 == "number") && (isFinite(data86))){
if(data86 > 65536 || isNaN(data86)){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/requestBytes",schemaPath:"#/$defs/component/properties/requestBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536"}];
return false;
}
else {
if(data86 < 0 || isNaN(data86)){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/requestBytes",schemaPath:"#/$defs/component/properties/requestBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid27 = _errs185 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.responseBytes !== undefined){
let data87 = data81.responseBytes;
const _errs187 = errors;
if(!(((typeof data87 == "number") && (!(data87 % 1) && !isNaN(data87))) && (isFinite(data87)))){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/responseBytes",schemaPath:"#/$defs/component/properties/responseBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs187){
if((typeof data87 == "number") && (isFinite(data87))){
if(data87 > 65536 || isNaN(data87)){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/responseBytes",schemaPath:"#/$defs/component/properties/responseBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536"}];
return false;
}
else {
if(data87 < 0 || isNaN(data87)){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/responseBytes",schemaPath:"#/$defs/component/properties/responseBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid27 = _errs187 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.metrics !== undefined){
const _errs189 = errors;
if(typeof data81.metrics !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/metrics",schemaPath:"#/$defs/component/properties/metrics/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid27 = _errs189 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data81.traces !== undefined){
const _errs191 = errors;
if(typeof data81.traces !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/traces",schemaPath:"#/$defs/component/properties/traces/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid27 = _errs191 === errors;
}
else {
var valid27 = true;
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
validate20.errors = [{instancePath:instancePath+"/components/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/component/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid25 = _errs173 === errors;
if(!valid25){
break;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/components",schemaPath:"#/properties/components/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs169 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.debug !== undefined){
const _errs193 = errors;
if(typeof data.debug !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/debug",schemaPath:"#/properties/debug/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs193 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.production !== undefined){
const _errs195 = errors;
if(typeof data.production !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/production",schemaPath:"#/properties/production/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs195 === errors;
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
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
