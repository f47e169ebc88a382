import { useId } from 'preact/hooks';
import type { Preferences } from '../../core/settings/preferences.ts';
import { problemText } from '../../views/failure-text.ts';
import { Field } from '../form/field.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { EndpointSettings } from './endpoint-settings.tsx';
import { ChoiceSetting, SwitchSetting, TextSetting } from './setting-controls.tsx';
import { AwaySettings } from './away-settings.tsx';
import { About } from './about.tsx';
import { SettingsFile } from './settings-file.tsx';
import { SettingsSection } from './settings-section.tsx';
import { useSaving } from './use-saving.ts';
import { Select } from '../parts/select.tsx';

/** The durations to choose from, in seconds. GetSessionToken accepts 15 minutes to 36 hours. */
const MFA_SESSIONS = [900, 3600, 14_400, 28_800, 43_200, 86_400, 129_600];

export function SettingsPage({ field }: { readonly field: string | null }) {
  const { words, state, surface, formatFor } = usePanel();
  const { preferences: text } = words.panel;
  const saving = useSaving();
  const shortcutProblem = state.problems.find((problem) => problem.kind === 'shortcut-refused');
  const id = useId();
  const mfaSessionSeconds = saving.values.mfaSessionSeconds ?? state.preferences.mfaSessionSeconds;
  const lengths = MFA_SESSIONS.includes(mfaSessionSeconds)
    ? MFA_SESSIONS
    : [...MFA_SESSIONS, mfaSessionSeconds].sort((a, b) => a - b);
  const propsOf = <Name extends keyof Preferences>(name: Name) => ({
    name,
    saving,
    takesFocus: name === field,
  });
  return (
    <SubPage title={text.title} message={saving.isSaved ? text.saved : ''}>
      <SettingsSection title={text.sections.application}>
        <ChoiceSetting {...propsOf('theme')} label={text.theme} choices={text.themes} />
        <ChoiceSetting
          {...propsOf('listing')}
          label={text.listing}
          hint={text.listingHint}
          choices={text.listings}
        />
        <ChoiceSetting
          {...propsOf('language')}
          label={text.language}
          hint={text.languageHint}
          choices={text.languages}
        />
        <ChoiceSetting
          {...propsOf('notices')}
          label={text.notices}
          hint={text.noticesHint}
          choices={text.noticeChoices}
        />
        {surface === 'application' && (
          <>
            <ChoiceSetting
              {...propsOf('trayIcon')}
              label={text.trayIcon}
              hint={text.trayIconHint}
              choices={text.trayIcons}
            />
            <TextSetting
              {...propsOf('shortcut')}
              label={text.shortcut}
              hint={text.shortcutHint}
              placeholder="Ctrl+Alt+R"
              warning={
                shortcutProblem === undefined
                  ? undefined
                  : problemText(words, shortcutProblem, formatFor(null)).detail
              }
            />
            <SwitchSetting
              {...propsOf('startAtLogin')}
              label={text.startAtLogin}
              hint={text.startAtLoginHint}
              warning={
                state.loginItem === 'as-set' ? undefined : text.startAtLoginStates[state.loginItem]
              }
            />
          </>
        )}
      </SettingsSection>
      <SettingsSection title={text.sections.sessions}>
        <Field id={`${id}-mfa`} label={text.mfaSession} hint={text.mfaSessionHint}>
          {(described) => (
            <Select
              {...described}
              {...(field === 'mfaSessionSeconds' ? { 'data-start': '' } : {})}
              chosen={String(mfaSessionSeconds)}
              choices={lengths.map((seconds) => [String(seconds), text.hours(seconds)])}
              onChoose={(value) =>
                void saving.save('mfaSessionSeconds', { mfaSessionSeconds: Number(value) })
              }
            />
          )}
        </Field>
      </SettingsSection>
      <AwaySettings saving={saving} field={field} />
      <SettingsSection title={text.sections.network}>
        <SwitchSetting
          {...propsOf('updateNotices')}
          label={text.updateNotices}
          hint={text.updateNoticesHint}
        />
        <TextSetting
          {...propsOf('proxy')}
          label={text.proxy}
          hint={text.proxyHint}
          placeholder="http://proxy.example.com:3128"
        />
        <TextSetting
          {...propsOf('caBundle')}
          label={text.caBundle}
          hint={text.caBundleHint}
          placeholder="/etc/ssl/corporate-ca.pem"
        />
      </SettingsSection>
      {surface === 'application' && (
        <SettingsSection title={text.sections.endpoint}>
          <EndpointSettings saving={saving} field={field} />
        </SettingsSection>
      )}
      <SettingsSection title={text.sections.files}>
        <TextSetting
          {...propsOf('credentialsFile')}
          label={text.credentialsFile}
          placeholder="~/.aws/credentials"
        />
        <TextSetting
          {...propsOf('configFile')}
          label={text.configFile}
          hint={text.filesHint}
          placeholder="~/.aws/config"
        />
        <TextSetting
          {...propsOf('alsoWriteTo')}
          label={text.alsoWriteTo}
          hint={text.alsoWriteToHint}
          placeholder="/mnt/c/Users/alice/.aws/credentials"
        />
        <SwitchSetting
          {...propsOf('writeInPlace')}
          label={text.writeInPlace}
          hint={text.writeInPlaceHint}
        />
      </SettingsSection>
      <SettingsSection title={words.transfer.section}>
        <SettingsFile />
      </SettingsSection>
      <SettingsSection title={text.about.title} takesFocus={field === 'about'}>
        <About takesFocus={field === 'about'} />
      </SettingsSection>
    </SubPage>
  );
}
