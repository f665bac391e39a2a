import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { fn } from 'storybook/test';
import { Button } from './button';
import { ToastCard } from './toast-card';
import { notify } from './toaster';

const meta = { title: 'ui/toaster' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

const forever = Number.POSITIVE_INFINITY;

export const Cards: Story = {
  render: () => (
    <div className="grid w-90 gap-2">
      <ToastCard
        tone="success"
        text="“US compliance summary” paused"
        action={{ label: 'Undo', onPress: fn() }}
        duration={forever}
        onClose={fn()}
      />
      <ToastCard
        tone="error"
        text="“Board pack” could not be paused. Jo deleted it a moment ago."
        duration={forever}
        onClose={fn()}
      />
      <ToastCard
        tone="info"
        text="Test sent to ana@nw.example: 1,284 rows, 212 KB."
        duration={forever}
        onClose={fn()}
      />
    </div>
  ),
};

export const Live: Story = {
  render: () => (
    <div className="flex gap-2">
      <Button onClick={() => notify.success('“Board pack” paused', { onUndo: fn() })}>With undo</Button>
      <Button onClick={() => notify.error('“Board pack” could not be paused.')}>Error</Button>
    </div>
  ),
};
