package io.posthorn.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Another protocol that is spoken at the paths of the API. Asked only about requests that name no operation of the API.
 */
public interface Neighbour {

    /** Whether a request is of this protocol. */
    boolean takes(HttpServletRequest request);

    /** Answers a request of this protocol. */
    void answer(HttpServletRequest request, HttpServletResponse response, String requestId) throws IOException;
}
