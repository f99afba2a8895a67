import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { ErrorPage } from '../screens/error-page.tsx';

interface Caught {
  readonly error: unknown;
}

/** Shows the page of whatever a page below threw; 「もう一度試す」 draws the page again from fresh answers. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  return (
    <QueryErrorResetBoundary>{({ reset }) => <Catcher onAgain={reset}>{children}</Catcher>}</QueryErrorResetBoundary>
  );
}

class Catcher extends Component<{ onAgain: () => void; children: ReactNode }, { caught: Caught | null }> {
  override state: { caught: Caught | null } = { caught: null };

  static getDerivedStateFromError(error: unknown): { caught: Caught } {
    return { caught: { error } };
  }

  again = () => {
    this.props.onAgain();
    this.setState({ caught: null });
  };

  override render() {
    const { caught } = this.state;
    return caught === null ? this.props.children : <ErrorPage error={caught.error} onAgain={this.again} />;
  }
}
