import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { CircleAlert, CircleCheck, Ellipsis } from 'lucide-react';
import { expect } from 'storybook/test';
import { IconButton } from './icon-button';
import { Skeleton, SkeletonText } from './skeleton';
import { StatusBadge } from './status-badge';
import { CellNote, None, Table, TableBody, TableCell, TableFrame, TableHead, TableHeadCell, TableRow } from './table';

const meta = { component: Table, args: { caption: 'Runs' } } satisfies Meta<typeof Table>;
export default meta;
type Story = StoryObj<typeof meta>;

const head = (
  <TableHead>
    <tr>
      <TableHeadCell sort="ascending" onSort={() => {}}>
        Name
      </TableHeadCell>
      <TableHeadCell sort="none" onSort={() => {}}>
        Last result
      </TableHeadCell>
      <TableHeadCell align="right">Rows</TableHeadCell>
      <TableHeadCell>
        <span className="sr-only">Actions</span>
      </TableHeadCell>
    </tr>
  </TableHead>
);

const actions = (
  <TableCell align="right">
    <IconButton label="More" icon={Ellipsis} />
  </TableCell>
);

export const Full: Story = {
  render: (args) => (
    <TableFrame>
      <Table {...args}>
        {head}
        <TableBody>
          <TableRow>
            <TableCell>
              <div className="text-label">US compliance summary</div>
              <CellNote>Compliance summary · CSV · 3 recipients</CellNote>
            </TableCell>
            <TableCell>
              <StatusBadge word="Delivered" icon={CircleCheck} tone="success" />
            </TableCell>
            <TableCell align="right">1,284</TableCell>
            {actions}
          </TableRow>
          <TableRow selected>
            <TableCell>
              <div className="text-label">Open findings, EMEA</div>
              <CellNote>Findings · CSV · 5 recipients</CellNote>
            </TableCell>
            <TableCell>
              <StatusBadge word="Partly delivered" icon={CircleAlert} tone="warning" />
            </TableCell>
            <TableCell align="right">
              <None />
            </TableCell>
            {actions}
          </TableRow>
        </TableBody>
      </Table>
    </TableFrame>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('table', { name: 'Runs' })).toBeVisible();
    await expect(canvas.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  },
};

export const Loading: Story = {
  render: (args) => (
    <TableFrame aria-busy>
      <Table {...args}>
        {head}
        <TableBody>
          {['one', 'two'].map((row) => (
            <TableRow key={row}>
              <TableCell>
                <div className="text-label">
                  <SkeletonText className="w-44" />
                </div>
                <CellNote>
                  <SkeletonText className="w-56" />
                </CellNote>
              </TableCell>
              <TableCell>
                <Skeleton className="h-6 w-24" />
              </TableCell>
              <TableCell align="right">
                <SkeletonText className="w-10" />
              </TableCell>
              {actions}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  ),
};
