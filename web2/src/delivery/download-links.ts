import { createHmac, timingSafeEqual } from 'node:crypto';

/** The tokens of links in mails: they name a delivery and prove that we made them. Until when one works stands in the delivery's row. */
export interface DownloadLinks {
  /** 43 characters that may stand in a URL; always the same for a delivery, so that a retry sends the same mail. */
  token(deliveryId: string): string;
  /** The delivery that a token names; null for what we did not make. */
  read(token: string): string | null;
}

/** @param secret at least 32 characters; whoever knows it can make links */
export function downloadLinks(secret: string): DownloadLinks {
  const sign = (id: Buffer) =>
    createHmac('sha256', secret).update('download link 1:').update(id).digest().subarray(0, 16);
  return {
    token(deliveryId) {
      const id = Buffer.from(deliveryId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, sign(id)]).toString('base64url');
    },
    read(token) {
      if (!/^[\w-]{43}$/.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const id = bytes.subarray(0, 16);
      if (!timingSafeEqual(bytes.subarray(16), sign(id))) return null;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
