import { useFormContext } from 'react-hook-form';
import type { FormValues } from './values';

/** The form that a field stands in. */
export const useScheduleForm = () => useFormContext<FormValues>();
