/** What is said about a text: title, language, kind, dates, where it comes from. What the file says itself stands there already. */
import { type GivenFields, LIMITS, type Text } from '@lectern/model'
import { useId } from 'react'
import { kindLabel, languageLabel } from '../app/labels.ts'
import { useTexts } from '../app/queries.ts'
import { m } from '../messages/messages.js'
import { SelectField, TextField } from '../ui/field.tsx'
import styles from './import.module.css'

const LANGUAGES = [
  'en',
  'zh',
  'ar',
  'cs',
  'de',
  'el',
  'es',
  'fa',
  'fr',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
]
const KINDS = ['text', 'speech', 'article', 'report', 'seminar report', 'digest', 'readout']

type Props = { text: Text; fields: GivenFields; onChange: (fields: GivenFields) => void }

export function PreviewFields({ text, fields, onChange }: Props) {
  const kinds = useId()
  const library = useTexts()
  const shown = { ...text, ...fields }
  const set = (name: keyof GivenFields, value: string) => {
    const { [name]: _, ...rest } = fields
    onChange(value === (text[name] ?? '') ? rest : { ...rest, [name]: value })
  }
  const languages = [...new Set([shown.language, ...LANGUAGES])]
  return (
    <div className={styles.fields}>
      <TextField
        label={m.app_text_title()}
        required
        maxLength={LIMITS.title}
        value={shown.title}
        onChange={({ target }) => set('title', target.value)}
      />
      <div className={styles.pair}>
        <SelectField
          label={m.import_language()}
          value={shown.language}
          onChange={({ target }) => set('language', target.value)}
        >
          {languages.map((code) => (
            <option key={code} value={code}>
              {languageLabel(code)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={m.import_text_kind()}
          list={kinds}
          maxLength={40}
          value={shown.kind}
          onChange={({ target }) => set('kind', target.value)}
        />
        <datalist id={kinds}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindLabel(kind)}
            </option>
          ))}
        </datalist>
        <TextField
          label={m.app_text_date()}
          type="date"
          value={shown.date ?? ''}
          onChange={({ target }) => set('date', target.value)}
        />
        <TextField
          label={m.import_original_language()}
          maxLength={200}
          value={shown.originalLanguage ?? ''}
          onChange={({ target }) => set('originalLanguage', target.value)}
        />
      </div>
      <SelectField
        label={m.import_translation_of()}
        value={shown.translationOf ?? ''}
        onChange={({ target }) => set('translationOf', target.value)}
      >
        <option value="">{m.import_translation_of_none()}</option>
        {library.data?.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <TextField
        label={m.app_text_attribution()}
        maxLength={500}
        value={shown.attribution ?? ''}
        onChange={({ target }) => set('attribution', target.value)}
      />
    </div>
  )
}
