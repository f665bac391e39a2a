import 'server-only';
import type { EmailProvider } from './provider';
import { createResendProvider, type ResendConfig } from './resend';
import { createSmtpProvider, type SmtpConfig } from './smtp';

interface ProviderConfigs {
  smtp: SmtpConfig;
  resend: ResendConfig;
}

export type EmailProviderId = keyof ProviderConfigs;

/** What a provider needs, told apart by `provider`. */
export type EmailConfig<Id extends EmailProviderId = EmailProviderId> = {
  [Each in Id]: { provider: Each } & ProviderConfigs[Each];
}[Id];

const PROVIDERS: { [Id in EmailProviderId]: (config: EmailConfig<Id>) => EmailProvider } = {
  smtp: createSmtpProvider,
  resend: createResendProvider,
};

/** @throws ExportError email_misconfigured when the configuration cannot work */
export function createEmailProvider<Id extends EmailProviderId>(config: EmailConfig<Id>): EmailProvider {
  return PROVIDERS[config.provider](config);
}
