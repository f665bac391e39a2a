import 'server-only';
import { z } from 'zod';
import { parseSecretKeys, type SecretKeys } from './secret-keys';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const optional = z.string().min(1).optional();
const secretKeys = z.string().transform((text, context): SecretKeys => {
  try {
    return parseSecretKeys(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
    return z.NEVER;
  }
});

const envSchema = z
  .object({
    APP_URL: z.url(),
    SUPABASE_URL: z.url(),
    SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
    SUPABASE_SECRET_KEY: z.string().min(1),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'is not a postgres:// URL'),
    DATABASE_SESSION_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'is not a postgres:// URL')
      .optional(),
    DATABASE_PREPARE: flag.optional(),
    CRON_SECRET: z.string().min(16, 'needs at least 16 characters').optional(),
    LINK_SECRET: z.string().min(32, 'needs at least 32 characters'),
    SECRETS_KEY: secretKeys.optional(),
    ALLOW_SIGN_UP: flag.default(false),
    EMAIL_PROVIDER: z.enum(['smtp', 'resend']).default('smtp'),
    EMAIL_FROM: z.string().min(3),
    SMTP_URL: optional,
    RESEND_API_KEY: optional,
    RESEND_BASE_URL: z.url().optional(),
    DEMO_EMAIL: optional,
    DEMO_PASSWORD: optional,
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
    WORKER_DRAIN_SECONDS: z.coerce.number().int().min(0).max(3600).default(20),
    WORKER_DEADLINE_SECONDS: z.coerce.number().int().min(5).max(790).default(270),
    MINIMUM_INTERVAL_MINUTES: z.coerce.number().int().min(1).max(1440).default(1),
    HEALTH_MAX_LAG_SECONDS: z.coerce.number().int().min(60).max(86_400).default(600),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  })
  .refine((env) => env.EMAIL_PROVIDER !== 'smtp' || env.SMTP_URL, {
    path: ['SMTP_URL'],
    message: 'is needed when EMAIL_PROVIDER is smtp',
  })
  .refine((env) => env.EMAIL_PROVIDER !== 'resend' || env.RESEND_API_KEY, {
    path: ['RESEND_API_KEY'],
    message: 'is needed when EMAIL_PROVIDER is resend',
  });

export type Env = z.infer<typeof envSchema>;

let parsed: Env | undefined;

/**
 * The environment, parsed on first use (a build needs none of it) and then kept. `.env.example` explains each variable.
 * @throws Error that names every missing or malformed variable
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

export function parseEnv(source: Record<string, string | undefined>): Env {
  // An empty line in an .env file means "not set".
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = envSchema.safeParse(set);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return set[name] === undefined && issue.code === 'invalid_type' ? `${name} is missing` : `${name} ${issue.message}`;
  });
  throw new Error(`The environment is incomplete (see .env.example): ${lines.join('; ')}.`);
}
