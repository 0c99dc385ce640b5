interface CopyButtonProps {
  /** What is copied. */
  text: string;
  /** What that is, for who hears it: `203.0.113.7`. Default: the text. */
  what?: string;
  /** Default: `Copy`. */
  label?: string;
}

/** Without a script there is nothing to press. */
export const CopyButton = ({ text, what = text, label = "Copy" }: CopyButtonProps) => (
  <button type="button" class="scripted" data-copy={text} data-what={what} aria-label={`${label} ${what}`}>
    {label}
  </button>
);

/** Commands or a file's text, as they are. */
export const Code = ({ text, what }: { text: string; what: string }) => (
  <div class="code">
    <pre role="region" aria-label={what} tabIndex={0}>
      <code>{text}</code>
    </pre>
    <CopyButton text={text} what={what} />
  </div>
);
