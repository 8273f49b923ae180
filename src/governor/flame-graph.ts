import { createHash } from 'node:crypto';
import type { Profile, ProfileNode } from './profiler.js';

/** A row of the page's data: depth, where it begins and how wide it is in the profile's unit, self, name, place. */
type Box = readonly [depth: number, start: number, total: number, self: number, name: string, place: string];

/** Share of the whole below which a frame cannot be seen and is left out. */
const smallestShare = 0.0005;
/** Frames deeper than this are left out; recursion has no end. */
const deepest = 400;

const style = `
:root{color-scheme:light dark;font:13px/1.4 system-ui,sans-serif}
body{margin:16px}
h1{font-size:16px;margin:0 0 4px}
p{margin:0 0 10px;opacity:.75}
form{margin:0 0 10px;display:flex;gap:8px}
input{font:inherit;padding:3px 8px;width:260px}
button{font:inherit;padding:3px 10px}
#graph{position:relative;overflow:hidden}
#graph div{position:absolute;height:17px;box-sizing:border-box;overflow:hidden;white-space:nowrap;
text-overflow:ellipsis;font:11px/16px ui-monospace,monospace;padding:0 4px;border-radius:2px;cursor:pointer;
color:#1c1300;border:1px solid rgb(255 255 255/.55)}
#graph div.faded{opacity:.3}
#graph div.found{background:#b36bff!important;color:#fff}
#detail{min-height:20px;margin:10px 0 0;font:12px ui-monospace,monospace;opacity:1;overflow-wrap:anywhere}
`;

/** Draws the boxes by their text alone; nothing of the data becomes markup. */
const script = `
const {unit,boxes}=JSON.parse(document.getElementById('data').textContent);
const graph=document.getElementById('graph'),detail=document.getElementById('detail'),find=document.getElementById('find');
const whole=boxes.length?boxes[0][2]:0;let focus=boxes[0];
const show=n=>unit==='ms'?n.toFixed(1)+' ms':n>=1048576?(n/1048576).toFixed(1)+' MiB':(n/1024).toFixed(1)+' KiB';
const share=n=>(100*n/(whole||1)).toFixed(1)+' %';
const hue=(name,place)=>{let h=0;for(const c of name+place)h=(h*31+c.codePointAt(0))%997;
return place.includes('node_modules')?'hsl('+(190+h%30)+' 55% 70%)':place===''||place.startsWith('node:')?'hsl(95 30% '+(68+h%10)+'%)':'hsl('+(18+h%34)+' 85% '+(62+h%10)+'%)'};
function draw(){graph.textContent='';const [,start,total]=focus,wanted=find.value.toLowerCase();let rows=0,found=0;
for(const box of boxes){const [depth,from,width,self,name,place]=box;
if(from+width<=start||from>=start+total)continue;
const left=Math.max(0,(from-start)/total),right=Math.min(1,(from+width-start)/total);
if(right-left<5e-4)continue;
const div=document.createElement('div');div.textContent=name;
div.style.cssText='left:'+100*left+'%;width:'+100*(right-left)+'%;top:'+18*depth+'px;background:'+hue(name,place);
div.title=name+'\\n'+place+'\\n'+show(width)+' ('+share(width)+'), itself '+show(self);
if(depth<focus[0])div.className='faded';
if(wanted&&(name+' '+place).toLowerCase().includes(wanted)){div.className='found';found+=self}
div.onclick=()=>{focus=box;draw()};
div.onmouseenter=()=>{detail.textContent=div.title.replaceAll('\\n','   ')};
graph.append(div);rows=Math.max(rows,depth+1)}
graph.style.height=18*rows+'px';
if(wanted)detail.textContent=show(found)+' ('+share(found)+') in what was found'}
find.oninput=draw;document.getElementById('reset').onclick=()=>{focus=boxes[0];find.value='';detail.textContent='';draw()};
document.querySelector('form').onsubmit=e=>e.preventDefault();
if(focus)draw();else graph.textContent='Nothing was measured.';
`;

/** What the page may do: run its own script and style, and nothing else. */
export const flameGraphPolicy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${hashOf(script)}; frame-ancestors 'none'`;

/**
 * Returns a flame graph as one page that needs nothing else. Names come from running code and are foreign: they stand in
 * a JSON block in which `<` cannot occur, and reach the page as text.
 */
export function renderFlameGraph(profile: Profile, title: string): string {
  const unit = profile.kind === 'cpu' ? 'ms' : 'bytes';
  const boxes = layOut(profile.root);
  const what = profile.kind === 'cpu' ? 'Time on the processor' : 'Bytes allocated';
  const data = escapeJson(JSON.stringify({ unit, boxes }));
  const heading = escapeHtml(title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${heading}</title>
<meta http-equiv="content-security-policy" content="${escapeHtml(flameGraphPolicy.replace(/; frame-ancestors.*/, ''))}">
<style>${style}</style></head><body>
<h1>${heading}</h1>
<p>${what} by function, over ${profile.seconds} s. Wider is more; what a function calls stands below it. Click to zoom.</p>
<form><input id="find" type="search" placeholder="Find a function or file"><button id="reset">Reset</button></form>
<div id="graph"></div><p id="detail"></p>
<script type="application/json" id="data">${data}</script>
<script>${script}</script></body></html>
`;
}

function layOut(root: ProfileNode): Box[] {
  const totals = new Map<ProfileNode, number>();
  const whole = sum(root, totals);
  const boxes: Box[] = [];
  const place = (node: ProfileNode, depth: number, start: number): void => {
    const total = totals.get(node) ?? 0;
    if (total <= 0 || total < whole * smallestShare || depth > deepest) return;
    boxes.push([depth, round(start), round(total), round(node.self), node.name, node.place]);
    const widestFirst = [...node.children].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
    let at = start;
    for (const child of widestFirst) {
      place(child, depth + 1, at);
      at += totals.get(child) ?? 0;
    }
  };
  place(root, 0, 0);
  return boxes;
}

function sum(node: ProfileNode, totals: Map<ProfileNode, number>): number {
  let total = node.self;
  for (const child of node.children) total += sum(child, totals);
  totals.set(node, total);
  return total;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function escapeJson(text: string): string {
  return text.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
