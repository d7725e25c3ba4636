import type { APIApplicationCommand } from 'discord.js';
import { ClientRefusal } from './contract.ts';
import { contextOf, contexts } from './interaction-payload.ts';
import type { Scene } from './interaction-payload.ts';
import type { JsonObject } from './json.ts';
import { bits, permissionsOf } from './payloads.ts';

/** A registered command as a person would find it; `words` name its subcommand. */
export interface FoundCommand {
  readonly command: JsonObject;
  readonly words: readonly string[];
  /** Whose installations it is for. */
  readonly types: readonly number[];
}

/** @throws ClientRefusal where the client would not offer it to this person here, unless `unchecked` */
export function findCommand(
  commands: readonly APIApplicationCommand[],
  scene: Scene,
  { name, type = 1 }: { readonly name: string; readonly type?: number },
  unchecked = false,
): FoundCommand {
  // A menu's name may hold spaces; a slash command's words are the command and its subcommand.
  const [base = '', ...words] = type === 1 ? name.trim().split(/\s+/) : [name];
  const command = commands.find((one) => one.name === base && (one.type as number) === type);
  if (command === undefined) throw new ClientRefusal(`There is no command "${base}" here.`);
  const types = command.integration_types ?? [0];
  if (!unchecked) {
    if (!isOffered(command, scene, types))
      throw new ClientRefusal(`The command "${base}" is not for this place.`);
    if (!mayUse(command, scene)) throw new ClientRefusal(`You may not use the command "${base}" here.`);
  }
  return { command: command as unknown as JsonObject, words, types };
}

function isOffered(
  command: APIApplicationCommand,
  { world, channel }: Scene,
  types: readonly number[],
): boolean {
  const context = contextOf(channel);
  const places: readonly number[] = command.contexts ?? Object.values(contexts);
  const isHere = places.includes(context);
  const isOnlyPersonal =
    context === contexts.privateChannel || (context === contexts.guild && world.guild.installed === false);
  return isHere && (types.includes(1) || !isOnlyPersonal);
}

/** `default_member_permissions`, which count in servers only; "0" leaves it to administrators. */
function mayUse(command: APIApplicationCommand, { channel, person }: Scene): boolean {
  const required = command.default_member_permissions ?? null;
  if (required === null || contextOf(channel) !== contexts.guild) return true;
  const own = permissionsOf(person);
  if ((own & bits(['Administrator'])) !== 0n) return true;
  return required !== '0' && (own & BigInt(required)) === BigInt(required);
}
