/** Text that came from the cluster: isolated, clipped to its box, and whole in its title. Never HTML, never a link. */
export function ClusterText({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  return (
    <bdi className={`truncate ${className}`} title={text}>
      {text}
    </bdi>
  );
}
