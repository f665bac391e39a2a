/** One way to hand a mail to the world. Chosen by configuration, see `registry.ts`. */
export interface EmailProvider {
  id: string;
  /** Whether a repeated `idempotencyKey` is recognised, so that a retry cannot arrive twice. */
  honoursIdempotencyKeys: boolean;
  /** Resolves when the provider has taken the mail. @throws ExportError */
  send(message: EmailMessage): Promise<{ messageId: string }>;
  close(): Promise<void>;
}

export interface EmailMessage {
  /** A mailbox: `ana@x.example` or `Northwind reports <exports@x.example>`, as `senderMailbox` makes it. */
  from: string;
  /** One plain address, never a list. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** With angle brackets, the same on every attempt. */
  messageId: string;
  /** At most 256 characters, the same on every attempt. */
  idempotencyKey: string;
  headers?: Record<string, string>;
  attachments?: EmailAttachment[];
}

export interface EmailAttachment {
  filename: string;
  contentType: string;
  content: Buffer;
}
