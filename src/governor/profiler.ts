import { type HeapProfiler, type Profiler, Session } from 'node:inspector/promises';

/** A frame of a profile with what was measured in it, in the profile's unit. */
export interface ProfileNode {
  readonly name: string;
  /** File and line, empty for what is not of a file. */
  readonly place: string;
  readonly self: number;
  readonly children: readonly ProfileNode[];
}

/** What was profiled, in V8's own form for tools and as a tree for people. */
export interface Profile {
  readonly kind: 'cpu' | 'heap';
  /** A `.cpuprofile` or `.heapprofile`. */
  readonly raw: unknown;
  readonly root: ProfileNode;
  readonly seconds: number;
}

/** Takes profiles of this process, one at a time. */
export interface ProfileTaker {
  readonly isBusy: boolean;
  /** Keeps others out until what is returned is called; undefined while another is at it. */
  claim(): (() => void) | undefined;
  /**
   * Profiles for a while; undefined when the signal says that nobody wants it any more. Rejects when the process is
   * being profiled already.
   */
  take(kind: 'cpu' | 'heap', seconds: number, signal: AbortSignal): Promise<Profile | undefined>;
}

/** Microseconds between two samples of the processor; every millisecond would cost a busy service a sixth of it. */
const cpuIntervalMicros = 5000;
/** Bytes allocated between two samples, on average. */
const heapIntervalBytes = 64 * 1024;

/** Creates what takes profiles; nothing is written to a disk. */
export function createProfileTaker(): ProfileTaker {
  const state = { isBusy: false };
  const claim = (): (() => void) | undefined => {
    if (state.isBusy) return undefined;
    state.isBusy = true;
    return () => (state.isBusy = false);
  };
  return {
    get isBusy() {
      return state.isBusy;
    },
    claim,
    async take(kind, seconds, signal) {
      const release = claim();
      if (release === undefined) throw new Error('a profile is being taken already');
      const session = new Session();
      try {
        session.connect();
        const profile = await (kind === 'cpu' ? profileCpu : profileHeap)(session, seconds, signal);
        return signal.aborted ? undefined : profile;
      } finally {
        session.disconnect();
        release();
      }
    },
  };
}

async function profileCpu(session: Session, seconds: number, signal: AbortSignal): Promise<Profile> {
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: cpuIntervalMicros });
  await session.post('Profiler.start');
  await pause(seconds, signal);
  const { profile } = await session.post('Profiler.stop');
  return { kind: 'cpu', raw: profile, root: cpuTree(profile), seconds };
}

/** What is allocated, whether it lives on or not: that is what makes garbage collection run. */
async function profileHeap(session: Session, seconds: number, signal: AbortSignal): Promise<Profile> {
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: heapIntervalBytes,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  } as HeapProfiler.StartSamplingParameterType);
  await pause(seconds, signal);
  const { profile } = await session.post('HeapProfiler.stopSampling');
  return { kind: 'heap', raw: profile, root: heapTree(profile.head), seconds };
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, seconds * 1000);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
  });
}

/** Milliseconds by frame: each sample stands for the time since the one before it. */
function cpuTree({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): ProfileNode {
  const self = new Map<number, number>();
  samples.forEach((id, i) => self.set(id, (self.get(id) ?? 0) + Math.max(0, timeDeltas[i] ?? 0) / 1000));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const build = (node: Profiler.ProfileNode): ProfileNode => ({
    ...describeFrame(node.callFrame),
    self: self.get(node.id) ?? 0,
    children: (node.children ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter(isWork)
      .map(build),
  });
  const [root] = nodes;
  return root === undefined ? { name: '(root)', place: '', self: 0, children: [] } : build(root);
}

/** What is not done is not drawn: a service waits most of its time. */
function isWork({ callFrame }: Profiler.ProfileNode): boolean {
  return callFrame.functionName !== '(idle)';
}

/** Bytes by frame. */
function heapTree(node: HeapProfiler.SamplingHeapProfileNode): ProfileNode {
  return { ...describeFrame(node.callFrame), self: node.selfSize, children: node.children.map(heapTree) };
}

function describeFrame(frame: {
  functionName: string;
  url: string;
  lineNumber: number;
}): Pick<ProfileNode, 'name' | 'place'> {
  const { functionName, url, lineNumber } = frame;
  return {
    name: functionName === '' ? '(anonymous)' : functionName,
    place: url === '' ? '' : `${url}:${lineNumber + 1}`,
  };
}
