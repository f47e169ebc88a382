import { Icon, type IconProps } from './icon.tsx';

export interface IconButtonProps {
  readonly id?: string;
  readonly icon: IconProps['name'];
  readonly label: string;
  readonly onClick: () => void;
}

/** A button that is only an icon. `IconLabel` shows its label on hover and on focus. */
export function IconButton({ id, icon, label, onClick }: IconButtonProps) {
  return (
    <button
      id={id}
      type="button"
      class="bare"
      aria-label={label}
      data-label={label}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
