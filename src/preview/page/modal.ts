import { byId, element } from './element.ts';
import { icon } from './icons.ts';
import { renderModalPart } from './modal-fields.ts';
import type { FieldValue, Modal, Result } from './protocol.ts';
import type { State } from './state.ts';

/**
 * Opens a dialog of the bot. The browser's own modal dialog closes with Escape and gives the focus back where it was.
 *
 * @param submit sends the values; what it answers is shown in the dialog unless it went well
 */
export function openModal(
  modal: Modal,
  state: State,
  submit: (values: Readonly<Record<string, FieldValue>>) => Promise<Result>,
): void {
  const dialog = byId('modal') as HTMLDialogElement;
  const { words } = state;
  const rows = modal.components.flatMap((part, index) => renderModalPart(part, index, state));
  const fields = rows.map(({ field }) => field).filter((field) => field !== null);
  const close = element(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': words.close },
    icon('close'),
  );
  const cancel = element('button', { type: 'button', class: 'cv-button cv-button-secondary' }, words.cancel);
  const ready = element('button', { type: 'submit', class: 'cv-button cv-button-primary' }, words.submit);
  const failure = element('p', { class: 'modal-failure', role: 'alert' });
  const form = element(
    'form',
    { method: 'dialog', novalidate: true },
    element('header', { class: 'modal-head' }, element('h2', { id: 'modal-title' }, modal.title), close),
    element('div', { class: 'modal-body' }, ...rows.map(({ root }) => root)),
    failure,
    element('footer', { class: 'modal-foot' }, cancel, ready),
  );
  close.addEventListener('click', () => dialog.close());
  cancel.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => field.problem() !== null);
    if (wrong.length > 0) {
      const control = wrong[0]?.control;
      (control?.matches('input, textarea, select') === true
        ? control
        : control?.querySelector('input')
      )?.focus();
      return;
    }
    void send();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === 'Tab') keepInside(form, event);
  });

  async function send(): Promise<void> {
    if (ready.disabled) return;
    ready.disabled = true;
    const result = await submit(Object.fromEntries(fields.map((field) => [field.customId, field.read()])));
    ready.disabled = false;
    if (result.kind === 'refused' || result.kind === 'failed') {
      failure.textContent = result.reason === '' ? words.interactionFailed : result.reason;
      return;
    }
    dialog.close();
  }

  dialog.replaceChildren(form);
  dialog.showModal();
  const first = fields[0]?.control;
  const control =
    first?.matches('input, textarea, select') === true ? first : first?.querySelector<HTMLElement>('input');
  control?.focus();
  if (control instanceof HTMLTextAreaElement)
    control.setSelectionRange(control.value.length, control.value.length);
}

/** From the last control Tab goes to the first: the browser's own dialog would let it out to the browser's buttons. */
function keepInside(form: HTMLFormElement, event: KeyboardEvent): void {
  const stops = [...form.querySelectorAll<HTMLElement>('button, input, textarea, select')].filter(isTabStop);
  const [end, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== end) return;
  event.preventDefault();
  other?.focus();
}

/** Of a group of radio buttons, the chosen one, or the first: Tab stops once, arrow keys go on. */
function isTabStop(control: HTMLElement): boolean {
  if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return true;
  const group = [
    ...(control.form?.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(control.name)}"]`) ?? []),
  ];
  return control.checked || (!group.some(({ checked }) => checked) && group[0] === control);
}
