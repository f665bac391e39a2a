import { describe, expect, it } from 'vitest';
import { useWorld } from '#test/worker-world';

const world = useWorld();

describe('a schedule that can no longer be planned', () => {
  it('is stopped, and its owner is told by inbox and mail, each time it happens', async () => {
    const id = await world.schedule({ next_run_at: '2100-01-01Z' });
    const break_ = async () => {
      // As past the API: the database does not read recurrences.
      await world.owner.client
        .from('scheduled_exports')
        .update({ recurrence: 'every blue moon', status: 'active' })
        .eq('id', id);
      await world.tick({ now: new Date(Date.now() + 60_000) });
    };
    await break_();
    expect(await world.row('select * from scheduled_exports where id = $1', [id])).toMatchObject({
      status: 'failed',
      status_reason: 'invalid_recurrence',
    });
    expect(await world.notifications()).toMatchObject([
      {
        ...{ event: 'schedule_stopped', run_id: null, scheduled_export_id: id, email_status: 'sent', in_app: true },
        ...{
          title: '“Items for Ana” was stopped',
          body: expect.stringMatching(/^When it runs cannot be read\. .+ Edit it, then resume it\.$/),
        },
      },
    ]);
    const [mail] = world.smtp.received;
    expect(mail?.raw).toContain('Subject: Stopped: Items for Ana');
    expect(mail?.raw).toContain(`?edit=3D${id}`);
    await world.tick();
    expect(await world.notifications()).toHaveLength(1);
    await break_();
    expect((await world.notifications()).map(({ event }) => event)).toEqual(['schedule_stopped', 'schedule_stopped']);
  });

  it('because it would run too often is stopped before its first run, and its owner is told what is allowed', async () => {
    const hourly = { minimumIntervalMinutes: 60 };
    const id = await world.schedule({ next_run_at: '2100-01-01Z' });
    const write = (values: { recurrence: string; status?: string }) =>
      world.owner.client.from('scheduled_exports').update(values).eq('id', id);
    await write({ recurrence: '*/30 * * * *' });
    await world.tick({ now: new Date(Date.now() + 60_000), ...hourly });
    expect(await world.row('select * from scheduled_exports where id = $1', [id])).toMatchObject({
      status: 'failed',
      status_reason: 'interval_too_short',
    });
    expect(await world.runs(id)).toEqual([]);
    expect(await world.notifications()).toMatchObject([
      { body: 'It runs too often. The shortest interval here is 60 minutes. Edit it, then resume it.' },
    ]);
    await write({ recurrence: '0 * * * *', status: 'active' });
    await world.tick(hourly);
    expect(await world.row('select * from scheduled_exports where id = $1', [id])).toMatchObject({
      status: 'active',
      status_reason: null,
    });
  });
});
