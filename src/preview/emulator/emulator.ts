import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KnownError } from '../../errors.ts';
import { createCommandStore } from './commands.ts';
import type { Emulator, EmulatorEvent, EmulatorOptions, Limits } from './contract.ts';
import { documentedLimits } from './core.ts';
import type { Core } from './core.ts';
import { createFaultControls } from './fault-controls.ts';
import { createFaultState } from './fault-state.ts';
import { createGateway } from './gateway.ts';
import { createInteractions } from './interactions.ts';
import { createMessageStore } from './messages.ts';
import { createPeople } from './people.ts';
import { createRecorder } from './recorder.ts';
import { createRest } from './rest.ts';
import { createSnowflakes } from './snowflake.ts';
import { defaultWorld } from './world.ts';
import type { World } from './world.ts';

export { ClientRefusal } from './contract.ts';
export type * from './contract.ts';
export type * from './faults.ts';
export { defaultWorld } from './world.ts';
export type { Channel, PermissionName, Person, World } from './world.ts';

/**
 * Starts one on 127.0.0.1.
 *
 * @throws KnownError `settings` where its port cannot be had
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { world = defaultWorld, now = Date.now } = options;
  const token = options.token ?? inventToken(world);
  const limits: Limits = { ...documentedLimits, ...options.limits };
  const listeners = new Set<(event: EmulatorEvent) => void>();
  const waiting = new Set<() => void>();
  const emit = (event: EmulatorEvent): void => {
    for (const listener of listeners) listener(event);
    for (const check of waiting) check();
  };
  /** Resolves as soon as it holds, asked again at every event. */
  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  const nextId = createSnowflakes(now);
  const messages = createMessageStore({
    kept: limits.keptMessages,
    livingMs: limits.tokenLifeMs,
    now,
    onChange: (type, message) => emit({ type, message }),
  });
  const interactions = createInteractions({
    now,
    nextId,
    limits,
    findMessage: (id) => messages.find(id),
    onFailure: (interaction, reason) => emit({ type: 'interaction-failed', interaction, reason }),
  });
  const core: Core = { world, limits, now, nextId, messages, interactions, emit };
  const commands = createCommandStore({
    application: world.application.id,
    nextId,
    now,
    onChange: () => emit({ type: 'commands-changed', commands: commands.usable(world.guild.id) }),
  });
  const recorder = createRecorder(limits.keptRequests);
  const faults = createFaultState(options.faults);

  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const host = `127.0.0.1:${port}`;
  let isTokenReset = false;
  const isToken = (given: string): boolean => given === token && !isTokenReset;
  const gateway = createGateway({
    server,
    world,
    limits,
    now,
    faults,
    isToken,
    onTooManyIdentifies() {
      isTokenReset = true;
    },
    onPresence: (isOnline) => emit({ type: isOnline ? 'bot-online' : 'bot-offline' }),
    onGreeting: () => {
      for (const check of waiting) check();
    },
  });
  const { controls, stop } = createFaultControls(faults, gateway, options.faults);
  const rest = createRest({
    served: { core, commands, counts: gateway.counts, gatewayUrl: () => `ws://${host}` },
    faults,
    recorder,
    isToken,
  });
  server.on('request', (request, response) => {
    // A page in a browser that has found the port, by whatever name, is turned away.
    if (request.headers.host !== host && request.headers.host !== `localhost:${port}`) {
      response.writeHead(403).end();
      return;
    }
    void rest(request, response);
  });
  const deliver = (payload: unknown, guild: string | null): void => {
    const send = (): void => {
      for (let time = 0; time < faults.deliveries; time += 1)
        gateway.dispatch('INTERACTION_CREATE', payload, guild);
    };
    if (faults.held !== null) faults.held.push(send);
    else if (faults.dispatchDelayMs > 0) setTimeout(send, faults.dispatchDelayMs).unref();
    else send();
  };

  return {
    apiUrl: `http://${host}/api`,
    token,
    world,
    requests: recorder.requests,
    violations: recorder.violations,
    get gateway() {
      return gateway.counts();
    },
    faults: controls,
    messages: (channel, seenBy) => messages.seenBy(channel, seenBy),
    commands: () => commands.usable(world.guild.id),
    botReady: () => when(gateway.isReady),
    commandsReady: () => when(() => commands.usable(world.guild.id).length > 0),
    ...createPeople({ core, commandsFor: (guild) => commands.usable(guild), deliver }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      stop();
      interactions.stop();
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new KnownError(
      'settings',
      `Port ${port} on 127.0.0.1 cannot be used. Choose another, or 0 for any.`,
      {
        cause: error,
      },
    );
  }
  return (server.address() as AddressInfo).port;
}

/** In the form of a real one, so that whatever keeps real ones out of logs keeps this out as well. */
function inventToken(world: World): string {
  return `${Buffer.from(world.application.id).toString('base64url')}.${invented(6).slice(0, 6)}.${invented(28)}`;
}

function invented(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
