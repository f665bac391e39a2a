import { useController } from 'react-hook-form';
import { CheckboxRow } from '@/components/ui/checkbox';
import { Disclosure } from '@/components/ui/disclosure';
import { Field, FieldSet } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from '@/components/ui/password-input';
import { RadioCards } from '@/components/ui/radio-cards';
import { COMPRESSION_IDS, COMPRESSIONS } from '@/formats/compression';
import { FILE_NAME_TOKENS } from '@/scheduled-exports/file-name-template';
import { useScheduleForm } from './use-form';

const OPTIONS = COMPRESSION_IDS.map((value) => ({ value, ...COMPRESSIONS[value] }));
const TOKENS = Object.keys(FILE_NAME_TOKENS).map((token) => `{${token}}`);

/** How the file is named, packed and protected. */
export function FileField() {
  const { control, watch, register, formState } = useScheduleForm();
  const compression = useController({ control, name: 'file.compression' });
  const { errors } = formState;
  const isZip = watch('file.compression') === 'zip';
  return (
    <Disclosure label="File name and compression" note={useNote()} forced={Boolean(errors.file)}>
      <Field
        label="File name"
        note="optional"
        help={`The extension is added. May hold ${TOKENS.slice(0, -1).join(', ')} and ${TOKENS.at(-1)}, the number of the run.`}
        error={errors.file?.name?.message}
      >
        {(aria) => <Input {...aria} {...register('file.name')} autoComplete="off" spellCheck={false} />}
      </Field>
      <FieldSet legend="Compression" error={compression.fieldState.error?.message}>
        <RadioCards
          aria-label="Compression"
          value={compression.field.value}
          onValueChange={compression.field.onChange}
          options={OPTIONS}
        />
      </FieldSet>
      {isZip ? <ArchivePassword /> : null}
    </Disclosure>
  );
}

function useNote(): string {
  const { name, compression, password, saved, removes } = useScheduleForm().watch('file');
  const isProtected = compression === 'zip' && (password || (saved === 'kept' && !removes));
  const packed = compression === 'none' ? 'not compressed' : COMPRESSIONS[compression].label.toLowerCase();
  return `${name.trim() || 'The usual name'}, ${packed}${isProtected ? ' with a password' : ''}`;
}

const WORDS = {
  none: { label: 'Password', note: 'optional' },
  kept: { label: 'New password', note: 'one is set' },
  uncopied: { label: 'Password', note: 'not copied' },
};

function ArchivePassword() {
  const { control, watch, register, formState } = useScheduleForm();
  const { field } = useController({ control, name: 'file.removes' });
  const { saved, password } = watch('file');
  return (
    <div className="grid gap-3">
      <Field
        {...WORDS[saved]}
        help="Encrypts the archive by AES-256, which 7-Zip and WinZip open. It is kept encrypted, never shown again and never mailed: tell it to the recipients yourself."
        error={formState.errors.file?.password?.message}
      >
        {(aria) => <PasswordInput {...aria} {...register('file.password')} autoComplete="new-password" />}
      </Field>
      {saved !== 'none' && !password ? (
        <CheckboxRow
          label={saved === 'kept' ? 'Remove the password' : 'Go without a password'}
          help="The next file opens for anyone who has it."
          checked={field.value}
          onCheckedChange={(on) => field.onChange(on === true)}
        />
      ) : null}
    </div>
  );
}
