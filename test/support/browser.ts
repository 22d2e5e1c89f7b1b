/** A browser with cookies, that follows redirects and reads no page. */
export function openBrowser() {
  const jar = new Map<string, string>();

  async function visit(
    address: string | URL,
    init: RequestInit = {},
  ): Promise<{ response: Response; text: string; url: URL }> {
    const url = new URL(address);
    // Cookies know no ports, and each service here has names of its own.
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    const text = await response.text();
    return location === null ? { response, text, url } : visit(new URL(location, url));
  }

  return {
    visit,
    /** Logs in at the local desk's issuer as the agent of this address; gives the page at which it ends. */
    async logIn(address: string, agent: string) {
      const { url } = await visit(address);
      return visit(url, { method: 'POST', body: new URLSearchParams({ address: agent }) });
    },
  };
}
