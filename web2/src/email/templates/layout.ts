/** One mail as blocks, from which both parts are made: so they hold the same sentences. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; tone: 'normal' | 'notice' | 'muted'; lines: string[] }
  | { kind: 'button' | 'link'; label: string; url: string };

export interface RenderedMail {
  subject: string;
  /** What an inbox shows behind the subject. */
  preheader: string;
  text: string;
  html: string;
}

interface Content {
  subject: string;
  preheader: string;
  blocks: Block[];
}

/** Both parts of a mail. Everything in `content` is plain text; URLs must be our own. */
export function renderMail({ subject, preheader, blocks }: Content): RenderedMail {
  return { subject, preheader, text: renderText(blocks), html: renderHtml(subject, preheader, blocks) };
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function renderText(blocks: Block[]): string {
  const parts = blocks.map((block) => {
    if (block.kind === 'heading') return block.text;
    if (block.kind === 'paragraph') return block.lines.join('\n');
    return `${block.label}:\n${block.url}`;
  });
  return `${parts.join('\n\n')}\n`;
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const body = `${font};font-size:16px;line-height:24px;overflow-wrap:anywhere`;
const muted = `${font};font-size:14px;line-height:20px;overflow-wrap:anywhere`;

// Inline styles are the light theme, for clients that drop style elements; the classes turn it dark.
const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #141619 !important; }
  .text { color: #eff0f3 !important; }
  .muted { color: #9ca0a8 !important; }
  .link { color: #8fb6fc !important; }
  .button { background: #2f6ae0 !important; }
  .notice { border-color: #eea230 !important; }
}`;

function renderHtml(subject: string, preheader: string, blocks: Block[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${style}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#ffffff">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preheader)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff"><tr><td align="center" style="padding:32px 16px">
<!--[if mso]><table role="presentation" width="560"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr><td align="left">
${blocks.map(renderBlock).join('\n')}
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

function renderBlock(block: Block): string {
  if (block.kind === 'heading') {
    const large = `${font};font-size:20px;line-height:28px;font-weight:600;overflow-wrap:anywhere`;
    return `<h1 class="text" style="margin:0 0 4px;color:#161a20;${large}">${escapeHtml(block.text)}</h1>`;
  }
  if (block.kind === 'paragraph') {
    const lines = block.lines.map(escapeHtml).join('<br>\n');
    if (block.tone === 'muted') return `<p class="muted" style="margin:0 0 16px;color:#626871;${muted}">${lines}</p>`;
    if (block.tone === 'normal') return `<p class="text" style="margin:0 0 16px;color:#161a20;${body}">${lines}</p>`;
    const edge = 'border-left:3px solid #d37b0d;padding-left:12px';
    return `<p class="text notice" style="margin:0 0 16px;color:#161a20;${edge};${body}">${lines}</p>`;
  }
  const label = escapeHtml(block.label);
  const url = escapeHtml(block.url);
  if (block.kind === 'link') {
    return `<p style="margin:0 0 16px;${muted}"><a class="link" href="${url}" style="color:#1952c2">${label}</a></p>`;
  }
  // 10 + 24 + 10 px high, so that a thumb hits it.
  const padded = `display:inline-block;padding:10px 20px;color:#ffffff;font-weight:500;text-decoration:none;${body}`;
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 24px"><tr><td class="button" style="background:#235ed2;border-radius:6px"><a href="${url}" style="${padded}">${label}</a></td></tr></table>`;
}
