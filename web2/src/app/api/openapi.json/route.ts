import { connection } from 'next/server';
import { env } from '@/lib/env';
import { openApiDocument } from '@/openapi/document';

export async function GET() {
  await connection();
  return Response.json(openApiDocument(env().APP_URL));
}
